import { expect, test } from "vitest";
import { policyChange } from "../../src/controls/policy-change.ts";
import type { PolicyState } from "../../src/domain/control.ts";
import type { PolicyEffect } from "../../src/domain/policy.ts";
import { context, judged } from "../support/context.ts";
import { ada, approval, bob, cleo, commit, facts, olga } from "../support/facts.ts";

const effect = (kind: PolicyEffect["effect"]): PolicyEffect => ({ path: "mode", effect: kind, text: "mode: a → b" });
const listed = { "senior-review": { enforcement: "block" } };

function verdict(change: PolicyState["change"], given = facts(), settings: Record<string, object> = listed) {
  return judged(policyChange, given, {}, { policy: { ...context().policy, change }, settings });
}

test.for([
  { when: "the policy is not changed", change: null, outcome: "not-applicable" },
  { when: "what it proposes does not load", change: { problem: "a\nb" }, outcome: "fail" },
  { when: "it tightens", change: { effects: [effect("tightened")] }, outcome: "pass" },
  { when: "it has no effect", change: { effects: [] }, outcome: "pass" },
  { when: "A20 it loosens", change: { effects: [effect("tightened"), effect("loosened")] }, outcome: "pending" },
  { when: "it changes something without order", change: { effects: [effect("changed")] }, outcome: "pending" },
  { when: "it cannot be read", change: { unavailable: "500" }, outcome: "unknown" },
] satisfies { when: string; change: PolicyState["change"]; outcome: string }[])(
  "$when → $outcome",
  ({ change, outcome }) => {
    expect(verdict(change)).toMatchObject({ outcome });
  },
);

const loosened = { effects: [effect("loosened")] };
const both = { senior: [bob, cleo, olga], officer: [olga, bob] };
test.for([
  { when: "a senior alone approved", reviews: [approval(cleo)], outcome: "pending" },
  {
    when: "an officer alone approved, nobody satisfies senior-review",
    reviews: [approval(olga)],
    roles: { senior: [bob], officer: [olga] },
    outcome: "pass",
  },
  { when: "one person is both", reviews: [approval(olga)], outcome: "pending" },
  { when: "an officer and another senior approved", reviews: [approval(olga), approval(cleo)], outcome: "pass" },
  { when: "two who are both approved", reviews: [approval(olga), approval(bob)], outcome: "pass" },
  {
    when: "the officer is the author",
    reviews: [approval(ada), approval(cleo)],
    roles: { senior: [cleo], officer: [ada, olga] },
    outcome: "pending",
  },
  {
    when: "the officer wrote a commit",
    reviews: [approval(olga), approval(cleo)],
    commits: [commit({ author: olga })],
    outcome: "pending",
  },
])("loosening: $when → $outcome", ({ outcome, when: _when, ...given }) => {
  expect(verdict(loosened, facts({ roles: both, ...given }))).toMatchObject({ outcome });
});

test("where senior-review is not asked for, one officer is enough", () => {
  expect(verdict(loosened, facts({ roles: both, reviews: [approval(olga)] }), {})).toMatchObject({ outcome: "pass" });
});

test("says what is loosened, in words", () => {
  expect(verdict(loosened).reasons[0]).toBe("Loosened: mode: a → b");
});
