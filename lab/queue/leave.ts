import type { Account } from "../state/accounts.ts";
import type { QueueEntry, RemovalReason } from "../state/merge-queue.ts";
import type { PullRequest } from "../state/pull-request.ts";

/** The place of a pull request in a queue, or null. */
export function entryOf(pull: PullRequest): QueueEntry | null {
  for (const { entries } of pull.repository.queues.values()) {
    const entry = entries.find((candidate) => candidate.pull === pull);
    if (entry) return entry;
  }
  return null;
}

/** Notes that a pull request, if it is in a queue, leaves it when the queue next moves. */
export function leaveQueue(pull: PullRequest, reason: RemovalReason, actor: Account): void {
  const entry = entryOf(pull);
  if (entry) entry.leaving ??= { reason, actor };
}
