import type { RefUpdate } from "../actions/push.ts";
import { addTimelineEvent } from "../actions/timeline.ts";
import { diffFiles } from "../git/diff.ts";
import { commitsBetween, isAncestor } from "../git/history.ts";
import { leaveQueue } from "../queue/leave.ts";
import { gitCommitJson, requireCommit } from "../rest/commit.ts";
import { requirementsFor } from "../rules/requirements.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest } from "../state/pull-request.ts";
import { now, type World } from "../world.ts";
import { closePull, recordMerge } from "./close.ts";
import { pullMergeBase } from "./content.ts";
import { dismissReview } from "./dismiss.ts";
import { emitPull } from "./emit.ts";

/** Brings the pull requests of a branch that changed up to date. */
export async function syncPulls(world: World, update: RefUpdate): Promise<void> {
  const branch = update.ref.replace(/^refs\/heads\//, "");
  for (const repository of world.state.repositories.values()) {
    for (const pull of repository.pulls.values()) {
      if (pull.issue.state !== "open") continue;
      if (pull.head.repository === update.repository && pull.head.ref === branch) await headMoved(world, pull, update);
      else if (pull.repository === update.repository && pull.base.ref === branch) await baseMoved(world, pull, update);
    }
  }
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=synchronize#pull_request */
async function headMoved(world: World, pull: PullRequest, update: RefUpdate): Promise<void> {
  const { after, pusher } = update;
  const before = pull.head.sha;
  if (after === null) {
    addTimelineEvent(world, pull.issue, "head_ref_deleted", pusher, {}, update.app);
    await closePull(world, pull, pusher);
    return;
  }
  leaveQueue(pull, "MANUAL", pusher);
  const oldBase = await pullMergeBase(pull);
  pull.head.sha = after;
  pull.lastPusher = pusher;
  pull.mergeable = null;
  const { git } = pull.base.repository;
  pull.base.sha = git.refs.get(`refs/heads/${pull.base.ref}`) ?? pull.base.sha;
  await git.updateRefs([{ ref: `refs/pull/${pull.number}/head`, sha: after }]);
  if (await isAncestor(git, before, after)) {
    await addCommits(world, pull, before);
  } else {
    const fields = { commit_id: null, before_commit: { oid: before }, after_commit: { oid: after } };
    addTimelineEvent(world, pull.issue, "head_ref_force_pushed", pusher, { ...fields, commit_url: null }, update.app);
  }
  pull.issue.updatedAt = now();
  await emitPull(world, pull, "synchronize", pusher, { before, after });
  await dismissStale(world, pull, { oldBase, before, pusher });
}

/** Adds the new commits to the timeline. */
export async function addCommits(world: World, pull: PullRequest, from: string): Promise<void> {
  for (const sha of await commitsBetween(pull.base.repository.git, from, pull.head.sha)) {
    const commit = await requireCommit(pull.base.repository, sha);
    addTimelineEvent(world, pull.issue, "committed", null, gitCommitJson(world, pull.base.repository, commit));
  }
}

/**
 * Dismisses approvals after a push that changed the diff, where a rule says so.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-pull-request-reviews-before-merging
 */
async function dismissStale(
  world: World,
  pull: PullRequest,
  push: { oldBase: string; before: string; pusher: Account },
): Promise<void> {
  const { oldBase, before, pusher } = push;
  const ref = `refs/heads/${pull.base.ref}`;
  const requirements = requirementsFor(world.state, pull.repository, ref, null, "pull_request");
  if (!requirements.some(({ reviews }) => reviews?.dismissStale)) return;
  const { git } = pull.base.repository;
  const [old, fresh] = await Promise.all([
    diffFiles(git, oldBase, before),
    diffFiles(git, await pullMergeBase(pull), pull.head.sha),
  ]);
  if (JSON.stringify(old) === JSON.stringify(fresh)) return;
  for (const review of pull.reviews) {
    if (review.state === "APPROVED")
      await dismissReview(world, pull, review, { actor: pusher, message: null, commit: pull.head.sha });
  }
}

/** A base that came to hold the head by itself makes the pull request merged; a deleted base closes it. */
async function baseMoved(world: World, pull: PullRequest, update: RefUpdate): Promise<void> {
  if (update.after === null) {
    await closePull(world, pull, update.pusher);
    return;
  }
  pull.mergeable = null;
  if (update.before === null) return;
  const brought = await commitsBetween(pull.repository.git, update.before, update.after);
  if (!brought.includes(pull.head.sha)) return;
  leaveQueue(pull, "ALREADY_MERGED", update.pusher);
  await recordMerge(world, pull, update.pusher, pull.head.sha, update.before);
}
