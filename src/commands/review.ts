import type { Actor, Readable } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import type { Outcome } from "../pipeline/commands.ts";
import type { Obligation, ObligationState, ReviewDecision } from "../pipeline/obligations.ts";
import type { Command } from "./command.ts";

type ReviewCommand = Extract<Command, { name: "review" }>;

/** Who decides on what landed past the gate, and on what. */
export interface Reviewing {
  by: Actor;
  /** When it was written. */
  at: Date;
  commentId: number;
  officers: Readable<readonly Actor[]>;
  obligation: Obligation;
}

/** What a decision comes to. The answer is text with code between backticks. */
export interface Reviewed {
  outcome: Outcome & { answer: string };
  /** null: it does not count. */
  decision: ReviewDecision | null;
  /** What the obligation is from now on; null: what it was. */
  state: ObligationState | null;
  /** The officers who let it stand; empty: too few did. */
  resolvedBy: readonly Actor[];
}

/** So many distinct officers have to let stand what landed. */
export const officersNeeded = 2;

/** An officer decides on what landed. Two approvals after the last rejection let it stand. */
export function judgeReview({ decision }: ReviewCommand, reviewing: Reviewing): Reviewed {
  const objection = whyNot(reviewing);
  if (objection !== null) return refused(objection);
  const { by, at, commentId, obligation } = reviewing;
  const taken: ReviewDecision = { commentId, officer: by, decision, decidedAt: at };
  const standing = approvalsOf([...obligation.decisions, taken]);
  if (decision === "approve" && standing.length >= officersNeeded) {
    const late = at > obligation.dueAt ? ", late" : "";
    const answer = `${by.login} approves: ${said(standing.length)}. This is resolved${late}: remediated, not compliant.`;
    return accepted(answer, "close", taken, "resolved", standing);
  }
  if (decision === "approve") {
    const answer = `${by.login} approves: ${said(standing.length)}. Another officer is to decide.`;
    return accepted(answer, "nothing", taken, null, []);
  }
  if (decision === "reject") {
    const answer = `${by.login} rejects what landed: it is to be reverted. Then two officers approve what is left; earlier approvals do not count any more.`;
    return accepted(answer, "nothing", taken, null, []);
  }
  const answer = `${by.login} escalates this to the owners.`;
  return accepted(answer, "owners", taken, "escalated", []);
}

/** The officers who approved after the last rejection, each once. */
export function approvalsOf(decisions: readonly ReviewDecision[]): Actor[] {
  const since = decisions.findLastIndex(({ decision }) => decision === "reject") + 1;
  const approving = decisions.slice(since).filter(({ decision }) => decision === "approve");
  return [...new Map(approving.map(({ officer }) => [officer.id, officer])).values()];
}

function whyNot({ by, officers, obligation }: Reviewing): string | null {
  if (obligation.state === "resolved") return "This is resolved already.";
  if (isUnavailable(officers)) return `It could not be read who the officers are: ${officers.unavailable}. Try again.`;
  const isOfficer = officers.some(({ id, type }) => id === by.id && type === "User");
  if (!isOfficer) return `${by.login} is not one of the officers who decide on this.`;
  const isBarred = obligation.barred.some(({ id }) => id === by.id);
  return isBarred ? `${by.login} had a hand in what landed; another officer decides.` : null;
}

function said(approvals: number): string {
  return `${approvals} of ${officersNeeded} approvals`;
}

function refused(answer: string): Reviewed {
  return { outcome: { reaction: "-1", answer, followUp: "nothing" }, decision: null, state: null, resolvedBy: [] };
}

function accepted(
  answer: string,
  followUp: Outcome["followUp"],
  decision: ReviewDecision,
  state: ObligationState | null,
  resolvedBy: readonly Actor[],
): Reviewed {
  return { outcome: { reaction: "+1", answer, followUp }, decision, state, resolvedBy };
}
