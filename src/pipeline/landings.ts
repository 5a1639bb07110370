import type { Actor } from "../domain/facts.ts";
import type { PullRequestRef, RepositoryRef } from "./ports.ts";

/** A branch that moved, came (`before` is all zeros) or went (`after` is all zeros). */
export interface BranchUpdate {
  kind: "update";
  repository: RepositoryRef;
  /** `main`, without `refs/heads/`. */
  branch: string;
  before: string;
  after: string;
  /** null: nobody knows; a sweep found the branch elsewhere. */
  pusher: Actor | null;
  /** RFC 3339, as GitHub told it; null: nobody knows. */
  pushedAt: string | null;
}

/** A pull request that was merged, or closed: GitHub is asked which. */
export interface PullRequestEnd {
  kind: "pull-request";
  pullRequest: PullRequestRef;
}

/** A policy on a default branch may be another one. */
export interface PolicyMove {
  kind: "policy";
  /** The repository that holds the file. */
  repository: RepositoryRef;
  path: string;
  /** The commits before and after; null: only where the default branch is now is known. */
  push: { before: string; after: string } | null;
  /** RFC 3339, as GitHub told it; null: nobody knows, and it is what is there now that counts. */
  pushedAt: string | null;
}

/** A hint that something landed. What did, and whether the gate had let it pass, is read again. */
export type Landed = BranchUpdate | PullRequestEnd | PolicyMove;

/**
 * Asks for what landed to be held against the gate's decisions: what nothing let pass becomes an exception, once, however
 * often and through whatever hints it is asked for. Branches that are not gated come to nothing.
 */
export interface LandingQueue {
  /** As soon as possible, or at a time. */
  reconcile(landed: Landed, at?: Date): Promise<void>;
}

/** The last move of a gated branch that is on record. */
export interface RefTip {
  /** null: the branch is not there. */
  head: string | null;
  /** Counts the branch's moves: 0 is where it was seen first. */
  seq: number;
  /** When it moved there. */
  at: Date;
  /** The number of the last activity of the branch that GitHub told of; null: none. */
  activity: number | null;
}

/** Up to which move gated branches are on record. */
export interface RefTips {
  last(repositoryId: number, ref: string): Promise<RefTip | null>;
  /** Moves on by one; false: somebody else has. */
  keep(repositoryId: number, ref: string, tip: RefTip): Promise<boolean>;
  /** Branches that are watched and there, by repository. */
  refsOf(repositoryIds: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>>;
}
