import { expect, test } from "vitest";
import { decisionThatCounts, standingOf } from "../../../src/evidence/landed/decision.ts";
import type { DecisionBody, GroupDecisionBody } from "../../../src/evidence/record.ts";
import { base, decisionBody, head } from "../../support/landed-change.ts";

const merge = { number: 7, headSha: head, ref: "refs/heads/main" };

test.for<[string, Partial<DecisionBody> | null, string, number | null]>([
  ["a passing decision on the head", {}, "pass", 3],
  ["a break-glass", { exception: true }, "break-glass", 3],
  ["a decision that still waited", { conclusion: "pending" }, "bypass", 3],
  ["a decision on another head", { head: base }, "bypass", null],
  ["a decision for another base branch", { base: { ref: "release", sha: base } }, "bypass", null],
  ["no decision", null, "bypass", null],
])("landed with %s", ([, changes, standing, seq]) => {
  const pull = changes === null ? null : { seq: 3, body: decisionBody(changes) };
  const decision = decisionThatCounts({ pull, group: null }, merge);
  expect([standingOf(decision), decision?.seq ?? null]).toEqual([standing, seq]);
});

const brought = { number: 7, head, decided_seq: 3 };
const group: GroupDecisionBody = {
  pull_requests: [brought],
  ...{ mode: "enforce", conclusion: "success", policy: "sha256:p", exception: false, controls: [], facts: "sha256:g" },
};

test.for<[string, Partial<GroupDecisionBody>, string, number | null]>([
  ["passed", {}, "pass", 9],
  ["passed by an exception", { exception: true }, "break-glass", 9],
  ["A32 did not pass", { conclusion: "failure" }, "bypass", 9],
  ["A32 brought another head", { pull_requests: [{ ...brought, head: base }] }, "bypass", null],
  ["A32 brought another pull request", { pull_requests: [{ ...brought, number: 8 }] }, "bypass", null],
])("landed with a group that %s, whatever the pull request's own verdict", ([, changes, standing, seq]) => {
  const decisions = { pull: { seq: 3, body: decisionBody() }, group: { seq: 9, body: { ...group, ...changes } } };
  const decision = decisionThatCounts(decisions, merge);
  expect([standingOf(decision), decision?.seq ?? null]).toEqual([standing, seq]);
});
