import { expect, test } from "vitest";
import { seniorReview } from "../../src/controls/senior-review.ts";
import { judged } from "../support/context.ts";
import { approval, bob, cleo, commit, DIFF, eve, facts, OLD_HEAD, olga, review } from "../support/facts.ts";

const OTHER_DIFF = DIFF.replace("1", "2");

test.for([
  {
    when: "two are needed, one approved",
    settings: { approvals: 2 },
    given: facts({ reviews: [approval(bob)] }),
    outcome: "pending",
  },
  {
    when: "two are needed, two approved",
    settings: { approvals: 2 },
    given: facts({ reviews: [approval(bob), approval(cleo)] }),
    outcome: "pass",
  },
  { when: "four are needed of three", settings: { approvals: 4 }, given: facts(), outcome: "fail" },
  {
    when: "another role approves",
    settings: { from: "officer" },
    given: facts({ reviews: [approval(olga)] }),
    outcome: "pass",
  },
  {
    when: "independent of the author only: a pusher approved",
    settings: { "independent-of": "author" },
    given: facts({ pushers: { unavailable: "500" }, reviews: [approval(bob)] }),
    outcome: "pass",
  },
  {
    when: "the very commit is asked for",
    settings: { "keep-approvals": "same-commit" },
    given: facts({ reviews: [approval(bob, { commit: OLD_HEAD })] }),
    outcome: "pending",
  },
  {
    when: "requests for changes are ignored",
    settings: { "changes-requested": "ignore" },
    given: facts({ reviews: [approval(cleo), review(bob, "changes_requested")] }),
    outcome: "pass",
  },
  {
    when: "unknown authors block",
    settings: { "unknown-authors": "block" },
    given: facts({ commits: [commit({ committer: null })], reviews: [approval(bob), approval(cleo)] }),
    outcome: "fail",
  },
  {
    when: "unknown authors are ignored",
    settings: { "unknown-authors": "ignore" },
    given: facts({ commits: [commit({ author: null })], reviews: [approval(bob)] }),
    outcome: "pass",
  },
])("$when → $outcome", ({ given, settings, outcome }) => {
  expect(judged(seniorReview, given, settings)).toMatchObject({ outcome });
});

test("says who could approve, and why an approval does not count", () => {
  const verdict = judged(
    seniorReview,
    facts({ reviews: [approval(bob, { commit: OLD_HEAD, diff: OTHER_DIFF }), approval(eve)] }),
  );
  expect(verdict.remedy).toBe("Ask one of bob, cleo, dan to approve the latest commit.");
  expect(verdict.reasons).toEqual([
    "The approval of bob does not count any more: it was given to bbbbbbb, and the change is another one now.",
    "The approval of eve does not count: eve is not in the role senior.",
  ]);
});
