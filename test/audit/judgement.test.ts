import { expect, test } from "vitest";
import { type ExceptionLeaf, exceptionStates } from "../../src/audit/exceptions.ts";
import { judgeLanding } from "../../src/audit/judgement.ts";
import { landedBody, pushedBody } from "../support/landed-body.ts";

const about = { exception: "push/1", code: "DIRECT_PUSH" };
const due = "2026-03-05T10:15:22.000Z";
const opened: ExceptionLeaf = { kind: "exception.opened", body: { ...about, mode: "enforce", due_at: due } };
const observed: ExceptionLeaf = { kind: "exception.opened", body: { ...about, mode: "observe", due_at: null } };
const overdue: ExceptionLeaf = { kind: "exception.overdue", body: { ...about, due_at: due } };
const rejected: ExceptionLeaf = { kind: "exception.decided", body: { ...about, decision: "reject" } };
const resolved = (late: boolean): ExceptionLeaf => ({ kind: "exception.resolved", body: { ...about, late } });

test.for([
  { when: "the log tells nothing of it", leaves: [], result: "deviation" },
  { when: "nobody decided yet", leaves: [opened], result: "deviation" },
  { when: "it was refused", leaves: [opened, rejected], result: "deviation" },
  { when: "two officers let it stand in time", leaves: [opened, resolved(false)], result: "remediated" },
  { when: "two officers were late", leaves: [opened, resolved(true)], result: "remediated_late" },
  {
    when: "it was overdue, though resolved says not late",
    leaves: [opened, overdue, resolved(false)],
    result: "remediated_late",
  },
  { when: "it was only observed", leaves: [observed], result: "deviation" },
  { when: "resolved before it was opened", leaves: [resolved(false)], result: "deviation" },
  {
    when: "a second resolution came in time",
    leaves: [opened, resolved(true), resolved(false)],
    result: "remediated_late",
  },
])("a push: $when → $result", ({ leaves, result }) => {
  expect(judgeLanding(pushedBody(), exceptionStates(leaves)).result).toBe(result);
});

test.for([
  { when: "all held", own: {}, result: "compliant" },
  { when: "one thing is not known", own: { approval: "unavailable" as const }, result: "unavailable" },
  {
    when: "one thing failed and one is not known",
    own: { approval: "unavailable" as const, tickets: [] },
    result: "deviation",
  },
  { when: "an exception stands on it, resolved", own: { exceptions: ["push/1"] }, result: "remediated" },
])("a merge: $when → $result", ({ own, result }) => {
  expect(judgeLanding(landedBody(own), exceptionStates([opened, resolved(false)])).result).toBe(result);
});
