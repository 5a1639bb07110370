import type { Account, App } from "./accounts.ts";

/** Conclusions of a check run. */
export type Conclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required"
  | "stale"
  | "startup_failure";

/** A check suite: an app's check runs of one commit. */
export type CheckSuite = {
  id: number;
  app: App;
  headSha: string;
  headBranch: string | null;
  before: string | null;
  /** Asked to run again, and no run has reported since. */
  rerequested: boolean;
  createdAt: string;
  updatedAt: string;
};

/** An annotation of a check run, as the API takes it. */
export type Annotation = {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: "notice" | "warning" | "failure";
  message: string;
  title?: string;
  raw_details?: string;
};

/** A check run. */
export type CheckRun = {
  id: number;
  suite: CheckSuite;
  app: App;
  name: string;
  headSha: string;
  externalId: string;
  detailsUrl: string | null;
  status: "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";
  conclusion: Conclusion | null;
  startedAt: string | null;
  completedAt: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  annotations: Annotation[];
  actions: { label: string; description: string; identifier: string }[];
};

/** A commit status. */
export type CommitStatus = {
  id: number;
  sha: string;
  state: "error" | "failure" | "pending" | "success";
  context: string;
  description: string | null;
  targetUrl: string | null;
  creator: Account;
  /** The app whose token wrote it; null for a person. */
  app: App | null;
  createdAt: string;
  updatedAt: string;
};

/** A run of a GitHub Actions workflow. */
export type WorkflowRun = {
  id: number;
  name: string;
  workflowId: number;
  path: string;
  runNumber: number;
  runAttempt: number;
  event: string;
  headSha: string;
  headBranch: string;
  status: "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";
  conclusion: Conclusion | null;
  suiteId: number;
  actor: Account;
  pullNumbers: number[];
  createdAt: string;
  updatedAt: string;
};
