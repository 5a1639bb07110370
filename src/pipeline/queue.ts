import type { Landed } from "./landings.ts";
import type { MergeGroupRef } from "./merge-groups.ts";
import type { PullRequestRef } from "./ports.ts";

/** Whom an evaluation keeps waiting: people first, what nobody waits for last. */
export type Priority = "person" | "bot" | "sweep";

/** Asks for evaluations. Requests for one pull request are coalesced, and one that comes while it runs is not lost. */
export interface EvaluationQueue {
  /** Evaluates as soon as possible, or at a time: one request a minute and pull request is kept for later. */
  enqueue(ref: PullRequestRef, options?: { priority?: Priority; at?: Date }): Promise<void>;
}

/** What an evaluation says of itself: null, or when it is to run again whatever happens until then. */
export type Again = Date | null;

/** What the queue does with its jobs. A handler that throws is tried again, eight times with growing pauses. */
export interface JobHandlers {
  deliver(guid: string): Promise<void>;
  evaluate(ref: PullRequestRef, signal: AbortSignal): Promise<Again>;
  /** The last try of an evaluation failed. */
  giveUp(ref: PullRequestRef, reason: string): Promise<void>;
  /** Holds what landed against the gate's decisions. */
  reconcile(landed: Landed): Promise<Again>;
  /** Every five minutes, in one of all processes: what was to be reviewed by now. */
  remind(): Promise<void>;
  judgeGroup(ref: MergeGroupRef): Promise<Again>;
  /** The last try of a merge group failed. */
  giveUpGroup(ref: MergeGroupRef, reason: string): Promise<void>;
  /** Hourly, in one of all processes. */
  tidy(): Promise<void>;
  /** Nightly, in one of all processes: what was kept long enough. */
  expire(): Promise<void>;
  /** Four times a day, in one of all processes; null: this one makes no backups. */
  backup: ((signal: AbortSignal) => Promise<void>) | null;
  /** Every five minutes, in one of all processes. */
  sweep(signal: AbortSignal): Promise<void>;
}

/** One queue's state. */
export interface QueueState {
  /** Jobs that could run now. */
  waiting: number;
  active: number;
  /** How long the oldest of them waits, in seconds. */
  lagSeconds: number;
}
