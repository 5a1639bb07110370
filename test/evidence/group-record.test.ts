import { expect, test } from "vitest";
import type { EffectivePolicy } from "../../src/domain/policy.ts";
import type { GatedVerdict } from "../../src/domain/verdict.ts";
import { canonicalBytes, sha256 } from "../../src/evidence/canonical.ts";
import { type GroupDecision, groupDecisionRecord } from "../../src/evidence/group-record.ts";

const subject = { tenant: 5, repositoryId: 1, owner: "acme", name: "api" };
const [head, base, pull] = ["a", "b", "c"].map((letter) => letter.repeat(40)) as [string, string, string];
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
  conclusion: "success",
  headSha: head,
  policyDigest: "sha256:policy",
  controls: [{ id: "base", enforcement: "block", outcome: "pass", summary: "ask ada", reasons: [], remedy: null }],
  exception: null,
};
function decision(changes: Partial<GroupDecision> = {}, now = "2026-11-23T10:00:00Z"): GroupDecision {
  const facts = { group: { headSha: head, baseRef: "main", baseSha: base, number: 7 }, now };
  const pullRequest = { number: 7, headSha: pull, decidedSeq: 3 };
  return { verdict, facts, effective, pullRequest, onSeq: null, ...changes };
}

test("a decision on a group ties its head to the pull request's head, to that decision and to the group below", () => {
  const record = groupDecisionRecord(decision({ onSeq: 2 }), subject);
  expect(record).toMatchObject({ kind: "gate.decided", subject: `merge-group/1/${head}`, tenant: 5 });
  expect(record.body).toMatchObject({
    merge_group: { head, base: { ref: "main", sha: base }, on_seq: 2 },
    pull_requests: [{ number: 7, head: pull, decided_seq: 3 }],
    conclusion: "success",
    controls: [{ id: "base", enforcement: "block", outcome: "pass" }],
  });
  const digests = record.documents.map(sha256);
  expect(digests).toEqual([record.body.facts, record.body.verdict, record.body.effective]);
  expect(new TextDecoder().decode(canonicalBytes(record.body))).not.toContain("ada");
});

test("decisions that differ in the time alone have one key, others have not", () => {
  const key = (...given: Parameters<typeof decision>) => groupDecisionRecord(decision(...given), subject).key;
  expect(key({}, "2026-11-23T11:00:00Z")).toBe(key());
  expect(key({ onSeq: 1 })).not.toBe(key());
  expect(key({ verdict: { ...verdict, conclusion: "failure" } })).not.toBe(key());
});
