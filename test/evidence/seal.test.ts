import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256 } from "../../src/evidence/canonical.ts";
import { actorMark, committed, documentMark, listedActors } from "../../src/evidence/personal.ts";
import { actorsIn, commitmentTo, seal } from "../../src/evidence/seal.ts";

const ada = { id: 12, login: "ada", type: "User" } as const;
const bob = { id: 13, login: "bob", type: "User" } as const;

function sealed(body: unknown) {
  let drawn = 0;
  return seal(body, { pseudonymOf: ({ id }) => `u_${id}`, salt: () => String(drawn++).padStart(32, "0") });
}
const salt = "0".repeat(32);

test("people become pseudonyms, committed values commitments; what is not marked stays", () => {
  const body = { by: actorMark(ada), others: [actorMark(bob), null], pr: { number: 7, title: committed("Pay", ada) } };
  expect(sealed(body)).toEqual({
    body: { by: "u_12", others: ["u_13", null], pr: { number: 7, title: commitmentTo(salt, "Pay") } },
    openings: [{ path: "/body/pr/title", salt, value: "Pay", of: "u_12" }],
    documents: [],
  });
});

test("a commitment is c1: and the digest of salt and value, as anybody can compute it", () => {
  const digest = createHash("sha256").update(`["${salt}",{"id":1,"login":"ä"}]`).digest("hex");
  expect(commitmentTo(salt, { login: "ä", id: 1 })).toBe(`c1:${digest}`);
});

test("places are JSON Pointers, and each commitment has a salt of its own", () => {
  const { body, openings } = sealed({ "a/b~c": [{ key: committed("x") }, { key: committed("x") }] });
  expect(openings.map(({ path, of }) => [path, of])).toEqual([
    ["/body/a~1b~0c/0/key", null],
    ["/body/a~1b~0c/1/key", null],
  ]);
  const [first, second] = (body as { "a/b~c": [{ key: string }, { key: string }] })["a/b~c"];
  expect(first.key).not.toBe(second.key);
});

test("a document is named by its digest, with people by pseudonym", () => {
  const { body, documents } = sealed({ items: documentMark([{ author: actorMark(ada), sha: "c" }]) });
  const [bytes = new Uint8Array()] = documents;
  expect(new TextDecoder().decode(bytes)).toBe('[{"author":"u_12","sha":"c"}]');
  expect(body).toEqual({ items: sha256(bytes) });
});

test("a document holds no commitments: nothing could open them", () => {
  expect(() => sealed({ items: documentMark([committed("x")]) })).toThrow("no commitments");
});

test("everybody is found once, by id, in text that is theirs and in documents, too", () => {
  const body = {
    a: actorMark(ada),
    b: [committed("x", bob)],
    c: documentMark({ by: actorMark({ ...ada, login: "eve" }) }),
  };
  expect(actorsIn(body)).toEqual([ada, bob]);
  expect(actorsIn({ text: committed({ "@actor": bob }) })).toEqual([]);
});

test("text that no JSON may hold is sealed all the same", () => {
  expect(sealed({ title: committed("half \ud83d") }).openings).toMatchObject([{ value: "half \ufffd" }]);
});

test("many people are a document, and its number and digest", () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({ ...ada, id: index + 1 }));
  const { body, documents } = sealed({ barred: listedActors(many), few: listedActors([bob]) });
  expect(body).toEqual({ barred: { count: 5000, digest: sha256(documents[0] ?? new Uint8Array()) }, few: ["u_13"] });
});
