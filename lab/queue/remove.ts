import { addTimelineEvent } from "../actions/timeline.ts";
import { emitPull } from "../pulls/emit.ts";
import type { Account } from "../state/accounts.ts";
import type { MergeQueue, QueueEntry, RemovalReason } from "../state/merge-queue.ts";
import type { World } from "../world.ts";

const told: Record<RemovalReason, string> = {
  MANUAL: "by request",
  MERGE: "to merge it",
  MERGE_CONFLICT: "because of a conflict with the base branch",
  CI_FAILURE: "because required checks failed",
  CI_TIMEOUT: "because required checks did not report in time",
  ALREADY_MERGED: "because it is merged",
  QUEUE_CLEARED: "because the branch has no merge queue any more",
  BRANCH_PROTECTIONS: "because it no longer meets the branch's requirements",
};

/** Takes an entry off its queue; its group stays for the caller. */
export async function removeEntry(
  world: World,
  queue: MergeQueue,
  entry: QueueEntry,
  why: { reason: RemovalReason; actor: Account },
): Promise<void> {
  const { pull } = entry;
  const { reason, actor } = why;
  queue.entries.splice(queue.entries.indexOf(entry), 1);
  const event = addTimelineEvent(world, pull.issue, "removed_from_merge_queue", actor);
  event.note = told[reason];
  await emitPull(world, pull, "dequeued", actor, { reason });
}
