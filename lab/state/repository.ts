import type { GitStore } from "../git/store.ts";
import type { Account, Role, Ruleset } from "./accounts.ts";
import type { CheckRun, CheckSuite, CommitStatus, WorkflowRun } from "./checks.ts";
import type { Issue, Label } from "./issues.ts";
import type { MergeQueue } from "./merge-queue.ts";
import type { PullRequest } from "./pull-request.ts";
import type { SecurityData } from "./security.ts";

/** Branch protection of one branch, as the API takes it, logins resolved. */
export type BranchProtection = {
  id: number;
  createdAt: string;
  updatedAt: string;
  requiredStatusChecks: { strict: boolean; checks: { context: string; app_id: number | null }[] } | null;
  enforceAdmins: boolean;
  requiredPullRequestReviews: {
    dismissStaleReviews: boolean;
    requireCodeOwnerReviews: boolean;
    requiredApprovingReviewCount: number;
    requireLastPushApproval: boolean;
    bypass: { users: string[]; teams: string[]; apps: string[] };
    dismissal: { users: string[]; teams: string[]; apps: string[] } | null;
  } | null;
  restrictions: { users: string[]; teams: string[]; apps: string[] } | null;
  requiredLinearHistory: boolean;
  allowForcePushes: boolean;
  allowDeletions: boolean;
};

/** What happened to a ref. https://docs.github.com/en/rest/repos/repos#list-repository-activities */
export type Activity = {
  id: number;
  type: "push" | "force_push" | "branch_deletion" | "branch_creation" | "pr_merge" | "merge_queue_merge";
  ref: string;
  before: string | null;
  after: string | null;
  actor: Account | null;
  createdAt: string;
};

/** How active rulesets took a move of a ref. */
export type RuleSuite = Pick<Activity, "id" | "ref" | "before" | "after" | "actor" | "createdAt"> & {
  result: "pass" | "bypass";
};

/** A repository: metadata here, content in its bare git repository. */
export type Repository = {
  id: number;
  owner: Account;
  name: string;
  description: string | null;
  private: boolean;
  archived: boolean;
  defaultBranch: string;
  /** The repository this one was forked from. */
  parent: Repository | null;
  git: GitStore;
  /** Roles given to people directly: user id → role. */
  collaborators: Map<number, Role>;
  /** People invited as collaborators who have not accepted. */
  invitations: { id: number; invitee: Account; inviter: Account; role: Role; createdAt: string }[];
  topics: string[];
  settings: {
    allowMergeCommit: boolean;
    allowSquashMerge: boolean;
    allowRebaseMerge: boolean;
    allowAutoMerge: boolean;
    deleteBranchOnMerge: boolean;
    allowUpdateBranch: boolean;
    hasIssues: boolean;
  };
  customProperties: Record<string, string | string[] | null>;
  rulesets: Ruleset[];
  protections: Map<string, BranchProtection>;
  labels: Map<string, Label>;
  /** Issues and pull requests share one numbering; a pull request has its issue here too. */
  issues: Map<number, Issue>;
  pulls: Map<number, PullRequest>;
  /** Merge queues, by branch, since their first entry. */
  queues: Map<string, MergeQueue>;
  checkSuites: CheckSuite[];
  checkRuns: CheckRun[];
  statuses: CommitStatus[];
  workflowRuns: WorkflowRun[];
  security: SecurityData;
  /** What happened to refs, oldest first. */
  activities: Activity[];
  ruleSuites: RuleSuite[];
  /** Branch → who pushed to it last. */
  lastPushers: Map<string, Account>;
  createdAt: string;
  updatedAt: string;
  pushedAt: string;
};
