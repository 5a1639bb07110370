import type { Actor } from "../domain/facts.ts";
import type { BreakGlassRequest, Grant } from "./exceptions.ts";
import type { Obligation, ObligationState, ReviewDecision } from "./obligations.ts";
import type { EvidenceRecord, PullRequestRef } from "./ports.ts";

/** A comment with a command, as it was read from GitHub. */
export interface CommandComment {
  id: number;
  /** Where it stands: a pull request, or an issue. */
  ref: PullRequestRef;
  /** The id of the account that owns the repository. */
  tenant: number;
  by: Actor;
  /** When it was written. */
  at: Date;
}

/**
 * What follows when a command has been decided on · explain: the verdict is the answer · rewrite: the pull request is judged and
 * its check run written again · judge: it is judged again · judge-all: every open one of the repository is · close: the issue is
 * closed · owners: the answer mentions them.
 */
export type FollowUp = "nothing" | "explain" | "rewrite" | "judge" | "judge-all" | "close" | "owners";

/** What a command came to. It is kept as JSON: what follows is caught up on after a crash. */
export interface Outcome {
  reaction: "+1" | "-1" | "confused";
  /** The answer in Markdown, text from outside made inert; null: the reaction says it. */
  answer: string | null;
  followUp: FollowUp;
}

/** What is to be kept of a command. */
export interface Decision {
  /** What is remembered it by, such as `recheck`. */
  kind: string;
  outcome: Outcome;
  grant?: Grant;
  /** What an officer decided on what landed past the gate, and what its review is from now on; null: what it was. */
  review?: { key: string; decision: ReviewDecision; state: ObligationState | null };
  records: readonly EvidenceRecord[];
}

/** What is known of the place that a command was given at. */
export interface Known {
  /** Kinds of the commands that were decided on here before. */
  kinds: ReadonlySet<string>;
  /** Requests for break-glass here, oldest first. */
  requests: readonly BreakGlassRequest[];
  /** How often this person asked for break-glass in the last 30 days, anywhere in the account's repositories. */
  recentRequests: number;
  /** The review that is talked about here; null: none is. */
  obligation: Obligation | null;
}

/** What became of commands. The comment's id is the key: each acts once, in whatever process and however often it is told. */
export interface CommandMemory {
  /** What a comment's command came to; null: nobody has decided on it. */
  outcome(commentId: number): Promise<Outcome | null>;
  /**
   * Decides and keeps what comes of it, all or nothing; one at a time for a tenant. Where it was decided before, that holds and
   * `decide` is not asked.
   */
  take(comment: CommandComment, decide: (known: Known) => Decision): Promise<Outcome>;
  /** Runs what follows a decision unless it once ran to its end; in one process at a time. */
  followOnce(commentId: number, follow: (outcome: Outcome) => Promise<void>): Promise<void>;
}
