import type { Actor } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import { isAncestor } from "../git/history.ts";
import { baseTip } from "../pulls/content.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest, Review } from "../state/pull-request.ts";
import type { State } from "../state/state.ts";
import { missingCodeOwners } from "./code-owners.ts";
import { checksMessage, pullCheckState } from "./required-checks.ts";
import { type Requirement, requirementsFor } from "./requirements.ts";

/** A requirement a pull request does not meet, and GitHub's sentence about it. */
export type Unmet = { source: Requirement["source"]; kind: string; message: string };

/** Everything that keeps a pull request from being merged by the actor; null: by somebody who may bypass nothing. */
export async function unmetRequirements(state: State, pull: PullRequest, actor: Actor | null): Promise<Unmet[]> {
  const ref = `refs/heads/${pull.base.ref}`;
  const unmet: Unmet[] = [];
  const requirements = requirementsFor(state, pull.repository, ref, actor, "pull_request");
  // Being up to date is the merge queue's part, where there is one:
  // https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue#about-merge-queues
  const queued = requirements.some(({ kind }) => kind === "merge_queue");
  for (const requirement of requirements) {
    const { source, kind } = requirement;
    const message = requirement.reviews
      ? await reviewsMessage(state, pull, requirement.reviews)
      : checksOf(pull, requirement);
    if (message) unmet.push({ source, kind, message });
    if (requirement.strict && !queued && !(await isAncestor(pull.repository.git, baseTip(pull), pull.head.sha))) {
      unmet.push({
        source,
        kind: "behind",
        message: "Head branch is out of date. Update it with the base branch and try again.",
      });
    }
    if (kind === "update") unmet.push({ source, kind, message: "Cannot update this protected ref." });
  }
  return unmet;
}

function checksOf(pull: PullRequest, requirement: Requirement): string | null {
  return checksMessage(
    requirement.checks.map((check) => ({
      context: check.context,
      state: pullCheckState(pull.repository, pull.head.sha, pull.mergeCommitSha, check),
    })),
  );
}

/** The review of each person that counts: the latest that is no comment. */
export function decidingReviews(reviews: Review[]): Map<number, Review> {
  const latest = new Map<number, Review>();
  for (const review of reviews) {
    if (review.user && review.state !== "COMMENTED" && review.state !== "PENDING") latest.set(review.user.id, review);
  }
  return latest;
}

function approvers(state: State, pull: PullRequest, lastPushApproval: boolean): Account[] {
  const list: Account[] = [];
  for (const { user, state: verdict } of decidingReviews(pull.reviews).values()) {
    if (!user || verdict !== "APPROVED" || user.id === pull.issue.user?.id) continue;
    if (!atLeast(roleOf(state, pull.repository, user), "write")) continue;
    if (lastPushApproval && user.id === pull.lastPusher?.id) continue;
    list.push(user);
  }
  return list;
}

/** https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-pull-request-reviews-before-merging */
async function reviewsMessage(
  state: State,
  pull: PullRequest,
  { count, lastPushApproval, codeOwners }: NonNullable<Requirement["reviews"]>,
): Promise<string | null> {
  const deciding = [...decidingReviews(pull.reviews).values()];
  const refused = deciding.some(
    ({ user, state: verdict }) =>
      user && verdict === "CHANGES_REQUESTED" && atLeast(roleOf(state, pull.repository, user), "write"),
  );
  if (count > 0 && refused) return "Changes have been requested.";
  const wanted = Math.max(count, lastPushApproval ? 1 : 0);
  const approved = approvers(state, pull, lastPushApproval);
  if (approved.length < wanted) {
    const plural = wanted === 1 ? "review is" : "reviews are";
    return `At least ${wanted} approving ${plural} required by reviewers with write access.`;
  }
  const missing = codeOwners ? await missingCodeOwners(state, pull, approved) : [];
  return missing.length > 0 ? `Waiting on code owner review from ${missing.join(", ")}.` : null;
}
