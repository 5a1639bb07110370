import type { LandingKind } from "../evidence/bodies.ts";

/** Who a commit says that it is of. The client sets it: nothing but a repetition is read from it. */
interface Signer {
  name: string;
  email: string;
  /** RFC 3339. */
  date: string;
}

/** A commit, as far as it is looked at. */
export interface MovedCommit {
  sha: string;
  parents: readonly string[];
  author: Signer | null;
  /** Without the white space at its end. */
  message: string;
}

/** One move of a gated branch. */
export interface Move {
  /** All zeros: the branch was not there. */
  before: string;
  /** All zeros: the branch is not there any more. */
  after: string;
  /** By the account that GitHub authenticated, never by what commits say. */
  byBot: boolean;
  /** It was no fast-forward. */
  forced: boolean;
  /** The commits that it took off the branch. */
  removed: readonly string[];
}

/** A pull request that was merged into the branch and that may have brought commits of a move. */
export interface MergedPull {
  number: number;
  headSha: string;
  mergeCommitSha: string | null;
  /** Its own commits at its head, oldest first. */
  commits: readonly MovedCommit[];
  /** Whether these are all; else a commit is its own where its head reaches it. */
  isComplete: boolean;
  /** It landed with a merge group. */
  queued: boolean;
  /** Its merge commit holds nothing but its two sides: GitHub made it, or trees prove it. One made by hand can hold anything. */
  isCleanMerge: boolean;
}

/** One change of a move: a pull request, or the rest, which came by none. */
export interface Change {
  kind: LandingKind;
  /** null: the rest. */
  pull: number | null;
  /** Of the move's commits, in its order. Empty: others brought all of its commits, or it only took some off the branch. */
  commits: readonly string[];
  /** The last of its commits; if it has none, the head of the pull request, or where the branch was moved to. */
  tip: string;
  /** What the tree of `landed` is to be compared for: the head as it was reviewed, put on `base`. null: the rest. */
  content: { base: string | null; landed: string } | null;
  /** What it took off the branch. */
  removed: readonly string[];
}

const zeros = /^0+$/;

/** Whether a SHA says that there is no commit. */
export function isNothing(sha: string): boolean {
  return zeros.test(sha);
}
