import { expect, test } from "vitest";
import { canonicalBytes } from "../../src/evidence/canonical.ts";
import { namesAccount } from "../../src/evidence/names-account.ts";

const ada = { id: 12, login: "Ada" };

test.for<[string, unknown, boolean]>([
  ["a person of this id, whatever the login", { by: { id: 12, login: "renamed", type: "User" } }, true],
  ["a bot of this id", { by: { id: 12, login: "x[bot]", type: "Bot" } }, false],
  ["a person whose id begins with it", { by: { id: 123, login: "bob", type: "User" } }, false],
  ["the login in another case", { text: "thanks, @aDA!" }, true],
  ["the login in an address", { email: "12+ada@users.noreply.github.com" }, true],
  ["the login at the begin of a line", { text: "reviewed by\nada" }, true],
  ["the login after a control character", { text: "\u0001ada" }, true],
  ["the login before a dash that ends it", { text: "ada - please" }, true],
  ["another login that begins with it", { text: "@ada-lovelace @adam" }, false],
  ["another login that ends with it", { text: "@x-ada xada" }, false],
  ["a pull request of this number", { id: 12, number: 12 }, false],
])("%s → %s", ([, value, expected]) => {
  expect(namesAccount(new TextDecoder().decode(canonicalBytes(value)), ada)).toBe(expected);
});

test("without a login only the id counts, and the text of a policy is no JSON", () => {
  expect(namesAccount("roles:\n  senior: { users: [ada] }", { id: 12, login: "" })).toBe(false);
  expect(namesAccount("roles:\n  senior: { users: [ada] }", ada)).toBe(true);
});

test("a login is no pattern", () => {
  expect(namesAccount("abc", { id: 1, login: "a.c" })).toBe(false);
});
