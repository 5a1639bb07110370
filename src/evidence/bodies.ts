/** `u_` and 13 random letters and digits for a person; `b_` and the numeric id for a bot. */
export type Pseudonym = string;
/** `c1:` and the SHA-256, in hexadecimal, of the canonical JSON of `[salt, value]`. */
export type Commitment = string;

/** How a landing came to the branch. */
export type LandingKind =
  | "pr_merge"
  | "pr_squash"
  | "pr_rebase"
  | "merge_queue"
  | "direct_push"
  | "force_push"
  | "bot_push"
  | "ref_create"
  | "ref_delete";

/** What a check is for. */
export type CheckCategory = "test" | "lint" | "sast" | "sca" | "secret" | "http" | "iac" | "other";

/** What nobody could read. */
export type Unavailable = "unavailable";

/** One review, with the role of who gave it at that moment. */
export interface LandedReview {
  id: number;
  by: Pseudonym | null;
  state: string;
  commit: string | null;
  at: string;
  role: string | null;
  /** `facts@<digest of the facts that the decision was taken on>`. */
  role_source: string;
  counted: boolean;
  why_not: string | null;
}

/** One check on the head that landed, or on its merge group. */
export interface LandedCheck {
  name: string;
  app_id: number | null;
  run_id: number;
  head: string;
  conclusion: string | null;
  at: string | null;
  before_merge: boolean;
  category: CheckCategory;
  required_by: "policy" | "ruleset" | "both";
  findings: { new: number; waived: number } | null;
}

/** A list in a record: itself, or, where it is too long, how many and the digest of the document that holds it. */
export type Listed<Item> = Item[] | { count: number; digest: string };

/** The body of `change.landed` as it stands in the log: one change of one move of a gated branch. Times are RFC 3339, UTC, with milliseconds. */
export interface LandedBody {
  /** `owner/repo#number@ref`, or `owner/repo!push:<after>@ref`. */
  change_id: string;
  repo: { id: number; name: string };
  ref: string;
  landing: {
    kind: LandingKind;
    /** The move of the branch that brought it; all zeros: it did not exist, or does not any more. */
    before: string;
    after: string;
    /** The commit of this very change that came last. */
    tip: string;
    forced: boolean;
    landed_at: string;
    landed_source: "push_webhook" | "activity_api" | "ref_poll" | "pull_request_api";
    merged_at: string | null;
    pusher: Pseudonym | null;
    merger: Pseudonym | null;
    rule_suite: { id: number; result: string } | Unavailable;
  };
  /** The commits of this change: digest is `sha256:` of the sorted SHAs, joined by LF; `items` the digest of the document with {@link LandedCommit}s. */
  commits: {
    all: number;
    first_parent: number;
    digest: string;
    items: string;
    removed: { all: number; digest: string };
  };
  content: {
    head: string | null;
    /** Of `ref_create`: the commit of the default branch that the commits were counted from. */
    base: string | null;
    expected_tree: string | null;
    landed_tree: string | Unavailable;
    tree_match: boolean | Unavailable;
    /** What proved it: the trees of its two sides, the test merge, `git merge-tree`. */
    tree_source: string | null;
    files: number | null;
    additions: number | null;
    deletions: number | null;
  };
  pr: { number: number; author: Pseudonym | null; opened_at: string | null; title: Commitment } | null;
  tickets: { system: string; key: Commitment; verified: boolean }[];
  classification: {
    type: "normal" | "emergency" | "dependency" | "revert";
    risk: "low" | "med" | "high";
    set_by: "policy";
  };
  reviews: Listed<LandedReview> | Unavailable;
  approval:
    | {
        required: number;
        obtained: number;
        senior: number;
        before_merge: boolean;
        approved_at: string | null;
        on_final_head: boolean;
        sod: {
          approver_not_author: boolean;
          approver_not_committer: boolean;
          approver_not_coauthor: boolean;
          approver_not_sole_merger: boolean;
        };
        approvers: Pseudonym[];
      }
    | Unavailable;
  checks: Listed<LandedCheck> | Unavailable;
  policy: {
    digest: string | null;
    decision: "pass" | "fail" | "bypass";
    /** The number in the log of the decision that counts; null: there was none. */
    decided_seq: number | null;
    /** `mode` of the policy when it was decided. */
    mode: "enforce" | "observe" | null;
    exception: "break-glass" | null;
    rules: { id: string; enforcement: "block" | "warn" | "off"; outcome: string }[];
    engine: string;
  };
  protection: { snapshot_seq: number | null; drift: boolean | Unavailable; bypass_used: boolean | Unavailable };
  /** Keys of exceptions that were opened for it, in order. */
  exceptions: string[];
  collected: { app: string; settle_s: number; missing: { field: string; reason: string }[] };
}

/** One commit of a landing, in the document that `commits.items` names: an array of these, sorted by SHA. */
export interface LandedCommit {
  sha: string;
  parents: string[];
  tree: string;
  on_first_parent: boolean;
  authored_at: string;
  committed_at: string;
  author: Pseudonym | null;
  committer: Pseudonym | null;
  coauthors: Pseudonym[];
  signature: "verified" | "unverified";
}

/** The body of `ref.observed`: where a gated branch was. */
export interface RefObservedBody {
  repo: { id: number; name: string };
  ref: string;
  /** null: it is not there. */
  head: string | null;
  observed_at: string;
}

/** The body of `scope.snapshot`: every repository that the installation sees, in the order of their ids. */
export interface ScopeBody {
  installation: "all" | "selected" | Unavailable;
  repositories: Listed<{
    id: number;
    name: string;
    gated: boolean;
    refs: string[];
    why: string;
    archived: boolean;
    private: boolean;
  }>;
}

/** The body of `key.rotated` and `key.revoked`: the first one of a use has no `previous`. */
export interface KeyBody {
  use: "log" | "attest";
  /** A C2SP vkey for the log, `sha256:` of the SPKI in DER for attestations. */
  key: string;
  previous: string | null;
  /** Made for development: what it signs proves nothing to others. */
  development: boolean;
  /** Only of a revoked key: what it signed up to this log size stays good. */
  trust_up_to?: number;
}

/** The body of `export.created`. */
export interface ExportBody {
  /** The log's size that the bundle shows. */
  size: number;
  from: string;
  to: string;
  tz: string;
  profile: "full" | "pseudonymous" | "public";
  basis: "landed" | "merged";
  /** `sha256:` of manifest.json. */
  manifest: string;
}
