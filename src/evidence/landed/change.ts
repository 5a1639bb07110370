import type { Actor } from "../../domain/facts.ts";
import type { BranchPosture } from "../../pipeline/posture.ts";
import type { LandedBody, LandingKind, Unavailable } from "../bodies.ts";

/** One commit of a change, with accounts as GitHub resolves them. */
export interface ChangeCommit {
  sha: string;
  parents: readonly string[];
  tree: string;
  isOnFirstParent: boolean;
  /** RFC 3339, as the commit claims. */
  authoredAt: string;
  committedAt: string;
  author: Actor | null;
  committer: Actor | null;
  coAuthors: readonly Actor[];
  isVerified: boolean;
  message: string;
}

/** How GitHub's rulesets took the move, by id of the rule suite, or why nobody knows. */
export type RuleSuite = { id: number; result: string } | { unavailable: string };

/** How a change came to the branch. */
export interface ChangeLanding {
  kind: LandingKind;
  before: string;
  after: string;
  tip: string;
  forced: boolean;
  at: Date;
  source: LandedBody["landing"]["landed_source"];
  mergedAt: Date | null;
  pusher: Actor | null;
  merger: Actor | null;
  ruleSuite: RuleSuite;
}

/** What landed, against what was reviewed. */
export interface ChangeContent {
  head: string | null;
  base: string | null;
  expectedTree: string | null;
  landedTree: string | Unavailable;
  treeMatch: boolean | Unavailable;
  treeSource: string | null;
  files: number | null;
  additions: number | null;
  deletions: number | null;
}

/** What could not be read, and why. */
export interface Missing {
  field: string;
  reason: string;
}

/** One change of one move of a gated branch, as git and GitHub tell of it. */
export interface LandedChange {
  tenant: number;
  repositoryId: number;
  owner: string;
  name: string;
  /** `refs/heads/main`. */
  ref: string;
  /** The same change has the same key however it was found. */
  key: string;
  landing: ChangeLanding;
  commits: readonly ChangeCommit[];
  /** SHAs that the move took off the branch. */
  removed: readonly string[];
  content: ChangeContent;
  pull: { number: number; author: Actor | null; openedAt: Date | null; title: string } | null;
  /** How the branch was protected when that was looked at last. */
  protection: { seq: number; gate: BranchPosture } | null;
  /** Keys of the exceptions that are opened for it. */
  exceptions: readonly string[];
  missing: readonly Missing[];
  /** `mergewarden/<version>`. */
  app: string;
  /** How long is waited for what GitHub delivers late. */
  settleSeconds: number;
}
