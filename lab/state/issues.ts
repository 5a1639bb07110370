import type { Account, App } from "./accounts.ts";

/** A label of a repository. */
export type Label = { id: number; name: string; color: string; description: string | null; default: boolean };

/** Reaction contents of the API. */
export type ReactionContent = "+1" | "-1" | "laugh" | "confused" | "heart" | "hooray" | "rocket" | "eyes";

/** A reaction. */
export type Reaction = { id: number; user: Account; content: ReactionContent; createdAt: string };

/** A comment on an issue or a pull request. */
export type IssueComment = {
  id: number;
  issueNumber: number;
  user: Account | null;
  body: string;
  app: App | null;
  reactions: Reaction[];
  createdAt: string;
  updatedAt: string;
};

/** An event of the timeline: `event`, who, when, and the fields of that kind in the API's names. */
export type TimelineEvent = {
  id: number;
  event: string;
  actor: Account | null;
  createdAt: string;
  app: App | null;
  /** Fields of the kind, already in the shape the API shows (`label`, `commit_id`, `dismissed_review` …). */
  fields: Record<string, unknown>;
  /** What the page says about it and REST does not. */
  note?: string;
};

/** An issue, or the issue half of a pull request. */
export type Issue = {
  id: number;
  number: number;
  /** Null: the account was deleted (ghost). */
  user: Account | null;
  title: string;
  body: string | null;
  state: "open" | "closed";
  stateReason: "completed" | "not_planned" | "reopened" | null;
  locked: boolean;
  labels: string[];
  assignees: Account[];
  comments: IssueComment[];
  reactions: Reaction[];
  timeline: TimelineEvent[];
  isPullRequest: boolean;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: Account | null;
};
