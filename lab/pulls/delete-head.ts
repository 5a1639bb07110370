import { moveRef } from "../actions/push.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { World } from "../world.ts";

/** Deletes the head branch of a merged pull request where the repository says so. https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-the-automatic-deletion-of-branches */
export async function deleteMergedHead(world: World, pull: PullRequest, pusher: Account): Promise<void> {
  const { repository, ref, sha } = pull.head;
  if (repository !== pull.repository || !repository.settings.deleteBranchOnMerge || ref === repository.defaultBranch)
    return;
  await moveRef(world, { repository, ref: `refs/heads/${ref}`, before: sha, after: null, pusher, app: null });
}
