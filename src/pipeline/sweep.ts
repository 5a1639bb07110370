import type { PullRequestRef, RepositoryRef } from "./ports.ts";

/** What a list of pull requests shows of one: whatever changes it, but for checks, changes `updatedAt`. */
export interface PullRequestState {
  number: number;
  headSha: string;
  baseRef: string;
  baseSha: string;
  updatedAt: Date;
}

/** A pull request as it was when it was judged. */
export interface Judged extends PullRequestState {
  /**
   * false: it waits for a check, whose end shows in no list of pull requests; or it changed within the minute, and GitHub's
   * times are of whole seconds.
   */
  isSettled: boolean;
}

/** When a repository was last looked at. */
export interface Swept {
  /** null: never, as the others. */
  sweptAt: Date | null;
  /** When all of its open pull requests were asked to be judged. */
  fullAt: Date | null;
  /** When the rules of its gated branches were read; null, too: they changed since. */
  rulesAt: Date | null;
  /** ETag of the list of open pull requests; null: it is to be read. */
  etag: string | null;
  /** Merges up to here were compared with the record; null: none yet. */
  mergedUntil: Date | null;
}

/** Where a branch was and is; null: nowhere. */
export interface BranchMove {
  branch: string;
  before: string | null;
  after: string | null;
}

/** What sweeps remember: what was judged, and what GitHub showed. */
export interface SweepMemory {
  keepJudged(ref: PullRequestRef, judged: Judged): Promise<void>;
  swept(repository: RepositoryRef): Promise<Swept>;
  /** When repositories were last looked at; one that never was is absent. */
  sweptAt(repositoryIds: readonly number[]): Promise<ReadonlyMap<number, Date>>;
  keepSwept(repository: RepositoryRef, swept: Partial<Swept>): Promise<void>;
  /** The rules of all repositories of an installation are to be read again. */
  forgetRules(installationId: number): Promise<void>;
  /** Keeps where branches are, and returns those that moved, came or went; none when they are seen for the first time. */
  keepTips(repository: RepositoryRef, tips: ReadonlyMap<string, string>): Promise<BranchMove[]>;
  /** Replaces the list of a repository's open pull requests. */
  keepOpen(repository: RepositoryRef, open: readonly PullRequestState[]): Promise<void>;
  /** Numbers of all open pull requests, as the last list showed them. */
  open(repository: RepositoryRef): Promise<number[]>;
  /** Numbers of those that were not judged as they are, or not settled then. */
  unjudged(repository: RepositoryRef): Promise<number[]>;
}

/** A delivery that GitHub could not hand over. */
export interface FailedDelivery {
  guid: string;
  /** The last attempt, by which it can be asked for again. */
  attemptId: string;
  failedAt: Date;
}

/** What is remembered of deliveries that failed. */
export interface RedeliveryMemory {
  /** The log of deliveries was read up to here; null: never. */
  readUntil(): Promise<Date | null>;
  keepReadUntil(at: Date): Promise<void>;
  /** Which of these came after all, and were or will be processed. */
  arrived(guids: readonly string[]): Promise<ReadonlySet<string>>;
  keepFailed(failed: readonly FailedDelivery[]): Promise<void>;
  /** They were handed over after all. */
  forget(guids: readonly string[]): Promise<void>;
  /** Forgets what failed before a time: GitHub does not hand it over any more. Returns how many. */
  expire(before: Date): Promise<number>;
  /** Those to be asked for now, oldest first. */
  due(now: Date, most: number): Promise<(FailedDelivery & { asked: number })[]>;
  /** It was asked for; null: it is not to be asked for again. */
  keepAsked(guid: string, nextAt: Date | null): Promise<void>;
}

/** What one sweep came to. */
export interface SweepReport {
  repositories: number;
  /** Pull requests that are to be judged. */
  enqueued: number;
  redelivered: number;
  /** Why it did not get through; the next one goes on where it stopped. Empty: it did. */
  stoppedBy: readonly string[];
}
