import { expect, test } from "vitest";
import { seniorReview } from "../../src/controls/senior-review.ts";
import { judged } from "../support/context.ts";
import {
  ada,
  approval,
  BASE,
  bob,
  cleo,
  commit,
  DIFF,
  dan,
  eve,
  facts,
  OLD_HEAD,
  pullRequest,
  review,
  robot,
  webFlow,
} from "../support/facts.ts";

const OTHER_DIFF = DIFF.replace("1", "2");
const at = (second: number) => ({ submittedAt: `2026-11-23T10:00:${String(second).padStart(2, "0")}Z` });
const noreply = (id: number, login: string) => `${id}+${login}@users.noreply.github.com`;
const coAuthor = (email: string) => commit({ coAuthors: [{ name: "Bob", email, actor: null }] });
const twoCommits = (first: object) => [commit({ sha: OLD_HEAD, ...first }), commit({ parents: [OLD_HEAD] })];

test.for([
  { when: "nobody approved", given: facts(), outcome: "pending" },
  { when: "a senior approved the head", given: facts({ reviews: [approval(bob)] }), outcome: "pass" },
  { when: "a colleague who is no senior approved", given: facts({ reviews: [approval(eve)] }), outcome: "pending" },
  {
    when: "A08 a bot in the role approved",
    given: facts({ reviews: [approval(robot)], roles: { senior: [bob, robot] } }),
    outcome: "pending",
  },
  { when: "a deleted account approved", given: facts({ reviews: [review(null, "approved")] }), outcome: "pending" },
  {
    when: "A01 the approved diff is another one",
    given: facts({ reviews: [approval(bob, { commit: OLD_HEAD, diff: OTHER_DIFF })] }),
    outcome: "pending",
  },
  {
    when: "the approval is of an older commit with the same diff",
    given: facts({ reviews: [approval(bob, { commit: OLD_HEAD })] }),
    outcome: "pass",
  },
  {
    when: "both diffs are null",
    given: facts({
      pullRequest: pullRequest({ diff: null }),
      reviews: [approval(bob, { commit: OLD_HEAD, diff: null })],
    }),
    outcome: "pending",
  },
  {
    when: "the diff of an older approval cannot be read",
    given: facts({ reviews: [approval(bob, { commit: OLD_HEAD, diff: { unavailable: "403" } })] }),
    outcome: "unknown",
  },
  {
    when: "an unreadable diff does not decide",
    given: facts({ reviews: [approval(bob, { commit: OLD_HEAD, diff: { unavailable: "403" } }), approval(cleo)] }),
    outcome: "pass",
  },
  {
    when: "A07 the author, a senior, approved what a bot committed and pushed",
    given: facts({
      roles: { senior: [ada, bob] },
      commits: [commit({ author: robot, committer: robot })],
      pushers: { actors: [robot], complete: true },
      reviews: [approval(ada)],
    }),
    outcome: "pending",
  },
  {
    when: "a committer approved",
    given: facts({ commits: [commit({ committer: bob })], reviews: [approval(bob)] }),
    outcome: "pending",
  },
  {
    when: "A09 the commit names bob as its author",
    given: facts({ commits: [commit({ author: bob })], reviews: [approval(bob)] }),
    outcome: "pending",
  },
  {
    when: "A07 a pusher approved",
    given: facts({ pushers: { actors: [ada, bob], complete: true }, reviews: [approval(bob)] }),
    outcome: "pending",
  },
  {
    when: "A12 a co-author by noreply address approved",
    given: facts({ commits: [coAuthor(noreply(2, "bob"))], reviews: [approval(bob)] }),
    outcome: "pending",
  },
  {
    when: "A13 the author took over a suggestion of bob's",
    given: facts({
      commits: [commit({ committer: webFlow, coAuthors: [{ name: "Bob", email: noreply(2, "bob"), actor: null }] })],
      reviews: [approval(bob)],
    }),
    outcome: "pending",
  },
  {
    when: "A43 somebody else took the login of a senior, and approved",
    given: facts({ reviews: [approval({ ...bob, id: 55 })] }),
    outcome: "pending",
  },
  {
    when: "A43 a senior who approved has another login since",
    given: facts({ reviews: [approval({ ...bob, login: "robert" })] }),
    outcome: "pass",
  },
  {
    when: "a co-author resolves to nobody",
    given: facts({ commits: [coAuthor("bob@home.test")], reviews: [approval(bob)] }),
    outcome: "pass",
  },
  {
    when: "A16 GitHub committed",
    given: facts({ commits: [commit({ committer: webFlow })], reviews: [approval(bob)] }),
    outcome: "pass",
  },
  {
    when: "A14 an update merge by bob is clean",
    given: facts({
      commits: twoCommits({ author: bob, committer: webFlow, updateMerge: true }),
      reviews: [approval(bob)],
    }),
    outcome: "pass",
  },
  {
    when: "A14 an update merge by bob is not clean",
    given: facts({
      commits: twoCommits({ author: bob, committer: webFlow, updateMerge: false }),
      reviews: [approval(bob)],
    }),
    outcome: "pending",
  },
  {
    when: "the standing review of a senior is a comment after the approval",
    given: facts({ reviews: [approval(bob, at(1)), review(bob, "commented", at(2))] }),
    outcome: "pass",
  },
  {
    when: "A39 the later approval was dismissed",
    given: facts({
      reviews: [approval(bob, at(1)), review(bob, "dismissed", { ...at(2), dismissal: { from: "approved", by: eve } })],
    }),
    outcome: "pending",
  },
  {
    when: "of two reviews at one time the one with the greater id stands",
    given: facts({
      reviews: [
        review(bob, "approved", { id: 9002, ...at(1) }),
        review(bob, "changes_requested", { id: 9001, ...at(1) }),
      ],
    }),
    outcome: "pass",
  },
  {
    when: "a senior requested changes",
    given: facts({ reviews: [approval(cleo), review(bob, "changes_requested")] }),
    outcome: "fail",
  },
  {
    when: "the senior who requested changes approved later",
    given: facts({ reviews: [review(bob, "changes_requested", at(1)), approval(bob, at(2))] }),
    outcome: "pass",
  },
  {
    when: "somebody outside the role requested changes",
    given: facts({ reviews: [approval(cleo), review(eve, "changes_requested")] }),
    outcome: "pass",
  },
  ...(
    [
      ["A40 a colleague dismissed the request", eve, "fail"],
      ["the author, a senior, dismissed the request", ada, "fail"],
      ["another senior dismissed the request", dan, "pass"],
      ["who requested changes dismissed the request", bob, "pass"],
      ["a deleted account dismissed the request", null, "fail"],
    ] as const
  ).map(([when, by, outcome]) => ({
    when,
    outcome,
    given: facts({
      roles: { senior: [ada, bob, cleo, dan] },
      reviews: [approval(cleo), review(bob, "dismissed", { dismissal: { from: "changes_requested", by } })],
    }),
  })),
  {
    when: "who dismissed a request cannot be read",
    given: facts({ reviews: [approval(cleo), review(bob, "dismissed", { dismissal: { unavailable: "500" } })] }),
    outcome: "unknown",
  },
  {
    when: "A10 a commit has no known author",
    given: facts({ commits: [commit({ author: null })], reviews: [approval(bob)] }),
    outcome: "pending",
  },
  {
    when: "A10 … and two approved",
    given: facts({ commits: [commit({ author: null })], reviews: [approval(bob), approval(cleo)] }),
    outcome: "pass",
  },
  {
    when: "an unknown author has a noreply address",
    given: facts({ commits: [commit({ author: null, authorEmail: noreply(5, "eve") })], reviews: [approval(bob)] }),
    outcome: "pass",
  },
  {
    when: "the noreply address of an unknown author is the approver's",
    given: facts({ commits: [commit({ author: null, authorEmail: noreply(2, "bob") })], reviews: [approval(bob)] }),
    outcome: "pending",
  },
  { when: "the only senior contributed", given: facts({ roles: { senior: [ada] } }), outcome: "fail" },
  {
    when: "the role cannot be read",
    given: facts({ roles: { senior: { unavailable: "403" } }, reviews: [approval(bob)] }),
    outcome: "unknown",
  },
  { when: "the role is not given", given: facts({ roles: {}, reviews: [approval(bob)] }), outcome: "unknown" },
  { when: "the reviews cannot be read", given: facts({ reviews: { unavailable: "500" } }), outcome: "unknown" },
  {
    when: "the commits cannot be read",
    given: facts({ commits: { unavailable: "500" }, reviews: [approval(bob)] }),
    outcome: "unknown",
  },
  {
    when: "the pushers cannot be read",
    given: facts({ pushers: { unavailable: "500" }, reviews: [approval(bob)] }),
    outcome: "unknown",
  },
  {
    when: "the pushers are incomplete",
    given: facts({ pushers: { actors: [ada], complete: false }, reviews: [approval(bob)] }),
    outcome: "pass",
  },
  {
    when: "A35 the list of commits is cut short",
    given: facts({ pullRequest: pullRequest({ commits: 300 }), reviews: [approval(bob)] }),
    outcome: "unknown",
  },
  {
    when: "the head is not among the commits",
    given: facts({ commits: [commit({ sha: BASE })], reviews: [approval(bob)] }),
    outcome: "unknown",
  },
  {
    when: "a request for changes stands and the commits cannot be read",
    given: facts({ commits: { unavailable: "500" }, reviews: [review(bob, "changes_requested")] }),
    outcome: "fail",
  },
  {
    when: "the author's account was deleted",
    given: facts({ pullRequest: pullRequest({ author: null }), reviews: [approval(bob)] }),
    outcome: "pass",
  },
])("$when → $outcome", ({ given, outcome }) => {
  expect(judged(seniorReview, given)).toMatchObject({ outcome });
});
