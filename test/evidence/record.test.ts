import { expect, test } from "vitest";
import { factsSchema } from "../../src/domain/facts.ts";
import type { EffectivePolicy } from "../../src/domain/policy.ts";
import type { GatedVerdict } from "../../src/domain/verdict.ts";
import { canonicalBytes, sha256 } from "../../src/evidence/canonical.ts";
import { type Decision, decisionRecord } from "../../src/evidence/record.ts";

const subject = { tenant: 5, repositoryId: 1, owner: "acme", name: "api", number: 7 };
const ada = { id: 12, login: "ada", type: "User" } as const;
const head = "a".repeat(40);
const effective: EffectivePolicy = {
  version: 1,
  mode: "enforce",
  branches: null,
  "check-name": "mergewarden",
  "missing-after": 30,
  comment: true,
  roles: {},
  controls: {},
  rules: [],
  "break-glass": null,
};
const verdict: GatedVerdict = {
  gated: true,
  mode: "enforce",
  conclusion: "pending",
  headSha: head,
  policyDigest: "sha256:policy",
  controls: [
    { id: "senior-review", enforcement: "block", outcome: "pending", summary: "ask ada", reasons: ["x"], remedy: null },
  ],
  exception: null,
};
function decision(changes: { now?: string; title?: string; conclusion?: "success" } = {}): Decision {
  const facts = factsSchema.parse({
    repository: { id: 1, owner: "acme", name: "api" },
    pullRequest: {
      number: 7,
      title: changes.title ?? "Pay",
      author: ada,
      base: { ref: "main", sha: "b".repeat(40) },
      head: { ref: "topic", sha: head },
    },
    now: changes.now ?? "2026-11-23T10:00:00Z",
  });
  const conclusion = changes.conclusion ?? "pending";
  return { facts, verdict: { ...verdict, conclusion }, policyDigest: "sha256:policy", effective, settings: {} };
}

test("a decision names policy, facts and verdict by digest, and brings what the digests name", () => {
  const given = decision();
  const record = decisionRecord(given, subject);
  expect(record).toMatchObject({ kind: "gate.decided", tenant: 5, occurredAt: new Date("2026-11-23T10:00:00Z") });
  expect(record.body).toMatchObject({
    repo: { id: 1, name: "acme/api" },
    pull_request: 7,
    head,
    base: { ref: "main", sha: "b".repeat(40) },
    conclusion: "pending",
    policy: "sha256:policy",
    controls: [{ id: "senior-review", enforcement: "block", outcome: "pending" }],
    facts: sha256(canonicalBytes(given.facts)),
  });
  const named = new Set(["facts", "verdict", "effective", "settings"].map((name) => record.body[name]));
  expect(new Set(record.documents.map(sha256))).toEqual(named);
});

test("the record itself names nobody", () => {
  expect(JSON.stringify(decisionRecord(decision(), subject).body)).not.toMatch(/ada|Pay/);
});

test.for<[string, Parameters<typeof decision>[0], boolean]>([
  ["read again later, nothing else", { now: "2026-11-23T11:00:00Z" }, true],
  ["with another title", { title: "Pay more" }, false],
  ["with another conclusion", { conclusion: "success" }, false],
])("%s → the same decision: %s", ([, changes, same]) => {
  const keys = [decision(), decision(changes)].map((given) => decisionRecord(given, subject).key);
  expect(keys[0] === keys[1]).toBe(same);
});

test("text that no JSON may hold does not stop the record", () => {
  expect(decisionRecord(decision({ title: "half \ud83d" }), subject).documents).toHaveLength(4);
});

test("a base that is not gated is recorded as such", () => {
  const given: Decision = { ...decision(), verdict: { gated: false, conclusion: null, controls: [] } };
  expect(decisionRecord(given, subject).body).toMatchObject({ gated: false, conclusion: null, controls: [] });
});
