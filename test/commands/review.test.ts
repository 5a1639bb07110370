import { expect, test } from "vitest";
import { judgeReview } from "../../src/commands/review.ts";
import type { Actor } from "../../src/domain/facts.ts";
import type { Obligation, ReviewDecision } from "../../src/pipeline/obligations.ts";

const person = (id: number, login: string, type: Actor["type"] = "User"): Actor => ({ id, login, type });
const [ada, bob, cyd, eve] = [person(1, "ada"), person(2, "bob"), person(3, "cyd"), person(4, "eve")];
const due = new Date("2026-11-24T12:00:00Z");

function decided(...given: [Actor, ReviewDecision["decision"]][]): ReviewDecision[] {
  return given.map(([officer, decision], index) => {
    return { commentId: index, officer, decision, decidedAt: new Date("2026-11-23T13:00:00Z") };
  });
}

function obligation(given: Partial<Obligation> = {}): Obligation {
  return {
    key: "pull-request/1/7",
    code: "RULE_BYPASS",
    tenant: 9,
    repository: { installationId: 5, repositoryId: 1, owner: "acme", name: "api" },
    pullRequest: 7,
    branch: "main",
    before: "a".repeat(40),
    after: "b".repeat(40),
    landedAt: new Date("2026-11-23T12:00:00Z"),
    mode: "enforce",
    barred: [cyd],
    openedAt: new Date("2026-11-23T12:10:00Z"),
    dueAt: due,
    state: "open",
    thread: 8,
    resolvedAt: null,
    decisions: [],
    ...given,
  };
}

function review(
  decision: ReviewDecision["decision"],
  by: Actor,
  given: Partial<Obligation> = {},
  at = new Date("2026-11-23T14:00:00Z"),
) {
  const officers = [ada, bob, cyd, person(6, "robot", "Bot")];
  const reviewing = { by, at, commentId: 99, officers, obligation: obligation(given) };
  return judgeReview({ name: "review", decision, reason: "because" }, reviewing);
}

test.for<[string, ReviewDecision["decision"], Actor, Partial<Obligation>, object]>([
  ["one approves", "approve", ada, {}, { state: null, resolvedBy: [], decision: { officer: ada } }],
  [
    "two approve",
    "approve",
    bob,
    { decisions: decided([ada, "approve"]) },
    { state: "resolved", resolvedBy: [ada, bob] },
  ],
  ["the same one approves twice", "approve", ada, { decisions: decided([ada, "approve"]) }, { state: null }],
  ["a rejection counts", "reject", bob, { decisions: decided([ada, "approve"]) }, { state: null, decision: {} }],
  [
    "an approval from before a rejection does not count",
    "approve",
    bob,
    { decisions: decided([ada, "approve"], [bob, "reject"]) },
    { state: null },
  ],
  [
    "two approve after a rejection",
    "approve",
    bob,
    { decisions: decided([ada, "reject"], [ada, "approve"]) },
    { state: "resolved" },
  ],
  ["an escalation", "escalate", ada, {}, { state: "escalated", outcome: { followUp: "owners" } }],
  [
    "an overdue one can be resolved",
    "approve",
    bob,
    { state: "overdue", decisions: decided([ada, "approve"]) },
    { state: "resolved" },
  ],
  ["somebody who had a hand in it", "approve", cyd, {}, { decision: null }],
  ["somebody who is no officer", "approve", eve, {}, { decision: null }],
  ["a bot among the officers", "approve", person(6, "robot", "Bot"), {}, { decision: null }],
  ["what is resolved", "reject", ada, { state: "resolved" }, { decision: null }],
])("A44 %s", ([, decision, by, given, expected]) => {
  expect(review(decision, by, given)).toMatchObject(expected);
});

test("A44 the officers could not be read → nothing counts, and the answer says why", () => {
  const officers = { unavailable: "GitHub answered 403" };
  const reviewing = { by: ada, at: due, commentId: 1, officers, obligation: obligation() };
  const { decision, outcome } = judgeReview({ name: "review", decision: "approve", reason: "x" }, reviewing);
  expect(decision).toBeNull();
  expect(outcome.answer).toContain("GitHub answered 403");
});

test("resolved after it was due → said to be late", () => {
  const given = { decisions: decided([ada, "approve"]) };
  expect(review("approve", bob, given, new Date(due.getTime() + 1)).outcome.answer).toContain("late");
  expect(review("approve", bob, given, due).outcome.answer).not.toContain("late");
});
