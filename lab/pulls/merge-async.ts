import { type Actor, accountOf } from "../auth/actor.ts";
import { ApiError } from "../http/errors.ts";
import { enqueuePull } from "../queue/enqueue.ts";
import type { AsyncMerge, PullRequest } from "../state/pull-request.ts";
import type { World } from "../world.ts";
import { type MergeRequest, mergePull, needsQueue } from "./merge.ts";

/** What somebody asks for who merges in the background; `method` null: the repository's own choice. */
export type AsyncMergeRequest = Omit<MergeRequest, "method"> & {
  method: MergeRequest["method"] | null;
  action: "default" | "direct_merge" | "merge_queue";
};

/** Whether a request says how to merge, which is the queue's to say where there is one. */
export function isCustom({ method, title, message }: AsyncMergeRequest): boolean {
  return method !== null || title !== null || message !== null;
}

/**
 * Merges a pull request, or adds it to the merge queue where there is one, and answers what became of it.
 * https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request-asynchronously
 */
export async function mergeOrEnqueue(
  world: World,
  pull: PullRequest,
  actor: Actor,
  request: AsyncMergeRequest,
): Promise<AsyncMerge> {
  const { action, sha } = request;
  const queued = action === "merge_queue" || (action === "default" && needsQueue(world, pull, actor));
  try {
    if (!queued) {
      const landed = await mergePull(world, pull, actor, { ...request, method: request.method ?? "merge" });
      return { status: "merged", details: { message: "Pull request was merged.", sha: landed } };
    }
    if (isCustom(request))
      throw new ApiError(422, "Custom merge params are not supported when merging via a merge queue");
    await enqueuePull(world, pull, accountOf(actor), { headSha: sha, jump: false });
    return { status: "enqueued", details: { message: "Pull request is in the merge queue." } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: "failed", details: { message: error.message } };
  }
}
