import type { Account } from "./accounts.ts";
import type { PullRequest } from "./pull-request.ts";

/** Why a pull request left a queue. https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=dequeued#pull_request */
export type RemovalReason =
  | "MANUAL"
  | "MERGE"
  | "MERGE_CONFLICT"
  | "CI_FAILURE"
  | "CI_TIMEOUT"
  | "ALREADY_MERGED"
  | "QUEUE_CLEARED"
  | "BRANCH_PROTECTIONS";

/** What an entry is tested as: its change on top of the group before it, on a branch of the queue's own. */
export type MergeGroup = {
  ref: string;
  headSha: string;
  /** The base branch's tip, or the head of the group before. */
  baseSha: string;
  /** When its checks were asked for, in milliseconds of the lab's clock. */
  requestedAt: number;
};

/** A pull request in a queue. */
export type QueueEntry = {
  id: number;
  pull: PullRequest;
  enqueuer: Account;
  /** In milliseconds of the lab's clock. */
  enqueuedAt: number;
  /** Null: not built yet. */
  group: MergeGroup | null;
  /** Something happened to the pull request by which it leaves the queue. */
  leaving: { reason: RemovalReason; actor: Account } | null;
};

/** The queue of one branch, first in first. */
export type MergeQueue = {
  branch: string;
  entries: QueueEntry[];
  /** The instant of the last commit it made, in seconds: no two are alike, so a group built anew has a SHA of its own. */
  lastCommitAt: number;
};
