import { expect, test } from "vitest";
import { readFacts } from "../../src/cli/read-facts.ts";
import { bob, facts, review } from "../support/facts.ts";

/** A good document with one thing changed. */
function document(change: (document: Record<string, unknown>) => void): string {
  const good = JSON.parse(JSON.stringify(facts({ reviews: [review(bob, "approved")] })));
  change(good);
  return JSON.stringify(good);
}

test("a good document → its facts; what is absent is unavailable", () => {
  const read = readFacts(document((good) => delete good.reviews));
  expect(read).toMatchObject({ reviews: { unavailable: "not given" }, policyChange: null });
});

test.for<[string, string, string[]]>([
  ["no JSON", "{", ["$: expected JSON"]],
  ["a list", "[]", ["$: expected an object, got an empty list"]],
  ["an unknown key", document((good) => Object.assign(good, { nope: 1 })), ["$.nope: unknown key"]],
  ["a key that needs quotes", document((good) => Object.assign(good, { "a b": 1 })), ['$["a b"]: unknown key']],
  [
    "a day",
    document((good) => Object.assign(good, { now: "2026-11-23" })),
    ['$.now: expected a time such as 2026-11-23T12:00:00Z, got "2026-11-23"'],
  ],
  [
    "a state that GitHub does not know",
    document((good) => Object.assign((good.reviews as object[])[0] ?? {}, { state: "ok" })),
    ['$.reviews[0].state: expected "approved", "changes_requested", "commented" or "dismissed", got "ok"'],
  ],
  [
    "an id as text",
    document((good) => Object.assign(good, { roles: { senior: [{ id: "1", login: "x", type: "User" }] } })),
    ['$.roles.senior[0].id: expected a number, got "1"'],
  ],
  [
    "a misspelt unavailable",
    document((good) => Object.assign(good, { reviews: { unavailabel: "403" } })),
    ["$.reviews.unavailable: expected a text, got nothing", "$.reviews.unavailabel: unknown key"],
  ],
  [
    "what must be there is not",
    document((good) => delete good.repository),
    ["$.repository: expected an object, got nothing"],
  ],
])("%s → told with its JSON path", ([, text, problems]) => {
  const read = readFacts(text);
  const found = "problems" in read ? read.problems : [];
  expect(found).toEqual(problems.map((problem) => expect.stringContaining(problem)));
});
