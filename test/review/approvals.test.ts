import { expect, test } from "vitest";
import { seniorReview } from "../../src/controls/senior-review.ts";
import { judged } from "../support/context.ts";
import { ada, approval, bob, cleo, commit, facts, OLD_HEAD, pullRequest, review, robot } from "../support/facts.ts";

const unread = { unavailable: "403" };
const older = (changes: object = {}) => approval(bob, { commit: OLD_HEAD, ...changes });

test.for([
  { when: "the older diff is null and ours cannot be read", diff: unread, reviews: [older({ diff: null })] },
  { when: "ours is null and the older cannot be read", diff: null, reviews: [older({ diff: unread })] },
  {
    when: "with the older approval there would be too few",
    diff: unread,
    reviews: [older()],
    settings: { approvals: 2 },
  },
])("an unreadable diff that cannot decide: $when → pending", ({ diff, reviews, settings = {} }) => {
  expect(judged(seniorReview, facts({ pullRequest: pullRequest({ diff }), reviews }), settings).outcome).toBe(
    "pending",
  );
});

test.for([
  {
    when: "the older approval would be the last one needed",
    given: { pullRequest: pullRequest({ diff: unread }), reviews: [older(), approval(cleo)] },
    settings: { approvals: 2 },
    outcome: "unknown",
  },
  {
    when: "the approved commit cannot be read and the diff is another one",
    given: { reviews: [older({ commit: unread, diff: null })] },
    outcome: "unknown",
  },
  {
    when: "the approved commit cannot be read and the diff is the same",
    given: { reviews: [older({ commit: unread })] },
    outcome: "pass",
  },
  {
    when: "a co-author's account is another one than the address names",
    given: {
      commits: [commit({ coAuthors: [{ name: "Bob", email: "5+eve@users.noreply.github.com", actor: bob }] })],
      reviews: [approval(bob)],
    },
    outcome: "pending",
  },
  {
    when: "a review says that its author is a bot",
    given: { reviews: [approval({ ...bob, type: robot.type })] },
    outcome: "pending",
  },
  {
    when: "of two reviews of one person one has no known time",
    given: { reviews: [review(bob, "changes_requested", { submittedAt: unread }), approval(bob)] },
    outcome: "unknown",
  },
])("$when → $outcome", ({ given, settings = {}, outcome }) => {
  expect(judged(seniorReview, facts(given), settings)).toMatchObject({ outcome });
});

test("pushers that are not all known are shown, and count as complete", () => {
  const given = facts({ pushers: { actors: [ada], complete: false }, reviews: [approval(bob)] });
  expect(judged(seniorReview, given)).toMatchObject({
    outcome: "pass",
    reasons: ["Approved by bob.", expect.stringContaining("Who pushed before this app was installed is not known")],
  });
});
