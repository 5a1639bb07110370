import { addTimelineEvent } from "../actions/timeline.ts";
import { leaveQueue } from "../queue/leave.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest } from "../state/pull-request.ts";
import { now, type World } from "../world.ts";
import { emitPull } from "./emit.ts";

/** Closes a pull request without merging it. */
export async function closePull(world: World, pull: PullRequest, actor: Account): Promise<void> {
  const { issue } = pull;
  leaveQueue(pull, "MANUAL", actor);
  pull.base.sha = pull.repository.git.refs.get(`refs/heads/${pull.base.ref}`) ?? pull.base.sha;
  issue.state = "closed";
  issue.closedAt = now();
  issue.closedBy = actor;
  addTimelineEvent(world, issue, "closed", actor, { commit_id: null, commit_url: null });
  await emitPull(world, pull, "closed", actor);
}

/** Opens a closed pull request again. */
export async function reopenPull(world: World, pull: PullRequest, actor: Account): Promise<void> {
  const { issue } = pull;
  issue.state = "open";
  issue.closedAt = null;
  issue.closedBy = null;
  pull.mergeable = null;
  addTimelineEvent(world, issue, "reopened", actor, { commit_id: null, commit_url: null });
  await emitPull(world, pull, "reopened", actor);
}

/** Notes that a pull request landed as a commit; `baseSha`: the base branch before it. */
export async function recordMerge(
  world: World,
  pull: PullRequest,
  actor: Account,
  commitSha: string,
  baseSha: string,
): Promise<void> {
  const { issue } = pull;
  pull.base.sha = baseSha;
  pull.merged = true;
  pull.mergedAt = now();
  pull.mergedBy = actor;
  pull.mergeCommitSha = commitSha;
  pull.mergeable = null;
  issue.state = "closed";
  issue.closedAt = pull.mergedAt;
  issue.closedBy = actor;
  const url = `${world.api}/repos/${pull.repository.owner.login}/${pull.repository.name}/commits/${commitSha}`;
  addTimelineEvent(world, issue, "merged", actor, { commit_id: commitSha, commit_url: url });
  addTimelineEvent(world, issue, "closed", actor, { commit_id: null, commit_url: null });
  await emitPull(world, pull, "closed", actor);
}
