import type { Actor } from "../domain/facts.ts";
import type { RepositoryRef } from "./ports.ts";

/**
 * What landed past the gate. RULE_BYPASS: a pull request merged without a passing verdict, or past a rule · DIRECT_PUSH: commits of no merged
 * pull request · FORCE_PUSH: history of a gated branch was replaced · REF_DELETED: a gated branch was deleted · BREAK_GLASS:
 * merged under a break-glass, which is no violation, but owes a review.
 */
export type ExceptionCode = "RULE_BYPASS" | "DIRECT_PUSH" | "FORCE_PUSH" | "REF_DELETED" | "BREAK_GLASS";

/** One exception, as it was found. */
export interface LandingException {
  /** The same landing has the same key however it was found. */
  key: string;
  code: ExceptionCode;
  /** The id of the account that owns the repository. */
  tenant: number;
  repository: RepositoryRef;
  /** The merged pull request; null: it came by none. */
  pullRequest: number | null;
  /** `main`, without `refs/heads/`. */
  branch: string;
  before: string | null;
  /** The SHA that landed; null: the branch was deleted. */
  after: string | null;
  /** The commits it explains, for which nothing else is opened. */
  commits: readonly string[];
  /** The commits that it took off the branch, which it explains as well. */
  removed: readonly string[];
  landedAt: Date;
  /** Observe mode records, and asks nothing of anybody. */
  mode: "enforce" | "observe";
  /** Those who wrote, pushed or merged it: they may not decide on it. */
  barred: readonly Actor[];
  /** Hours until two officers have to have decided. */
  reviewHours: number;
}

/** recorded: observe mode, nobody owes anything · the others in the order in which they come. */
export type ObligationState = "recorded" | "open" | "overdue" | "escalated" | "resolved";

/** What an officer decided. */
export interface ReviewDecision {
  /** The comment that says it: each acts once. */
  commentId: number;
  officer: Actor;
  decision: "approve" | "reject" | "escalate";
  decidedAt: Date;
}

/** The duty to review an exception. */
export interface Obligation extends Omit<LandingException, "reviewHours" | "commits" | "removed"> {
  openedAt: Date;
  dueAt: Date;
  state: ObligationState;
  /** The issue or pull request that it is talked about on; null: none could be opened yet. */
  thread: number | null;
  resolvedAt: Date | null;
  /** In the order in which they were taken. */
  decisions: readonly ReviewDecision[];
}

/** The duties to review what landed past the gate. */
export interface Obligations {
  /** Opens it, or returns the one that was opened under the key before. */
  open(exception: LandingException, now: Date): Promise<Obligation>;
  find(key: string): Promise<Obligation | null>;
  /** The one that is talked about on an issue or pull request. */
  onThread(repositoryId: number, thread: number): Promise<Obligation | null>;
  /** Those that are neither recorded only nor resolved. */
  pending(): Promise<Obligation[]>;
  /** Which of these commits an exception of the branch explains already. */
  explained(repositoryId: number, branch: string, commits: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether the caller is to open its issue now: nobody else tries for five minutes. */
  claim(key: string, now: Date): Promise<boolean>;
  keepThread(key: string, thread: number): Promise<void>;
  /** What is resolved stays resolved. */
  setState(key: string, state: ObligationState, at: Date): Promise<void>;
}
