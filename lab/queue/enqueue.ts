import { addTimelineEvent } from "../actions/timeline.ts";
import { ApiError } from "../http/errors.ts";
import { emitPull } from "../pulls/emit.ts";
import { refreshMergeability } from "../pulls/mergeability.ts";
import { unmetRequirements } from "../rules/unmet.ts";
import type { Account } from "../state/accounts.ts";
import type { MergeQueue, QueueEntry } from "../state/merge-queue.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";
import { nextId } from "../state/state.ts";
import type { World } from "../world.ts";
import { entryOf } from "./leave.ts";
import { queueSettings } from "./settings.ts";

function queueOf(repository: Repository, branch: string): MergeQueue {
  const queue = repository.queues.get(branch) ?? { branch, entries: [], lastCommitAt: 0 };
  repository.queues.set(branch, queue);
  return queue;
}

async function requireFit(world: World, pull: PullRequest, headSha: string | null): Promise<void> {
  const refuse = (message: string) => new ApiError(422, message);
  if (!queueSettings(world.state, pull.repository, pull.base.ref)) {
    throw refuse("Merge queue is not enabled for this branch");
  }
  if (entryOf(pull)) throw refuse("Pull request is already in the queue");
  if (pull.issue.state !== "open") throw refuse("Pull request is closed");
  if (pull.draft) throw refuse("Pull request is still a draft");
  if (headSha !== null && headSha !== pull.head.sha) {
    throw refuse("Head branch was modified. Review and try the merge again.");
  }
  await refreshMergeability(pull);
  if (!pull.mergeable) throw refuse("Pull request is not mergeable");
  const unmet = await unmetRequirements(world.state, pull, null);
  if (unmet.length > 0) throw refuse(`Pull request ${unmet.map(({ message }) => message).join(" ")}`);
}

/**
 * Adds a pull request to the queue of its base branch. It must meet all that is required of it. `headSha`: what its head must
 * be; `jump`: to the front. Throws 422. https://docs.github.com/en/graphql/reference/mutations#enqueuepullrequest
 */
export function enqueuePull(
  world: World,
  pull: PullRequest,
  enqueuer: Account,
  options: { headSha: string | null; jump: boolean },
): Promise<void> {
  const { repository, base } = pull;
  return repository.git.exclusive(async () => {
    await requireFit(world, pull, options.headSha);
    const id = nextId(world.state);
    const entry: QueueEntry = { id, pull, enqueuer, enqueuedAt: world.clock.now(), group: null, leaving: null };
    const { entries } = queueOf(repository, base.ref);
    entries.splice(options.jump ? 0 : entries.length, 0, entry);
    addTimelineEvent(world, pull.issue, "added_to_merge_queue", enqueuer);
    await emitPull(world, pull, "enqueued", enqueuer);
  });
}
