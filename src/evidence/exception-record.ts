import type { Actor } from "../domain/facts.ts";
import type { LandingException, Obligation, ReviewDecision } from "../pipeline/obligations.ts";
import { sha256 } from "./canonical.ts";
import { actorMark, committed, listedActors } from "./personal.ts";
import type { LogEntry } from "./record.ts";

type About = Pick<LandingException, "key" | "code" | "tenant" | "repository" | "pullRequest" | "branch" | "after">;

/** The record that something landed past the gate. */
export function openedRecord(exception: LandingException, dueAt: Date): LogEntry<"exception.opened"> {
  const { before, after, commits, removed, landedAt, mode, barred } = exception;
  return {
    kind: "exception.opened",
    key: `exception.opened/${exception.key}`,
    tenant: exception.tenant,
    occurredAt: landedAt,
    body: {
      ...aboutOf(exception),
      mode,
      landing: { before, after, landed_at: landedAt.toISOString() },
      commits: listed(commits),
      removed: listed(removed),
      barred: listedActors(barred),
      due_at: mode === "enforce" ? dueAt.toISOString() : null,
    },
    documents: [],
  };
}

/** Their number, and the digest of the sorted SHAs, a line each. */
function listed(shas: readonly string[]) {
  return { all: shas.length, digest: sha256(new TextEncoder().encode([...shas].sort().join("\n"))) };
}

/** The record of an officer's decision on the SHA that landed. Of why it holds a commitment. */
export function decidedRecord(
  obligation: Obligation,
  decision: ReviewDecision,
  reason: string,
): LogEntry<"exception.decided"> {
  return {
    kind: "exception.decided",
    key: `exception.decided/${decision.commentId}`,
    tenant: obligation.tenant,
    occurredAt: decision.decidedAt,
    body: {
      ...aboutOf(obligation),
      decision: decision.decision,
      officer: actorMark(decision.officer),
      comment: decision.commentId,
      landed: obligation.after,
      reason: committed(reason, decision.officer),
    },
    documents: [],
  };
}

/** The record that a review was not there in time, or that others were called. */
export function lateRecord<Kind extends "exception.overdue" | "exception.escalated">(
  kind: Kind,
  obligation: Obligation,
  at: Date,
): LogEntry<Kind> {
  return {
    kind,
    key: `${kind}/${obligation.key}`,
    tenant: obligation.tenant,
    occurredAt: at,
    body: { ...aboutOf(obligation), due_at: obligation.dueAt.toISOString() },
    documents: [],
  };
}

/** The record that two officers let stand what landed: remediated at best, never compliant. */
export function resolvedRecord(
  obligation: Obligation,
  officers: readonly Actor[],
  at: Date,
): LogEntry<"exception.resolved"> {
  return {
    kind: "exception.resolved",
    key: `exception.resolved/${obligation.key}`,
    tenant: obligation.tenant,
    occurredAt: at,
    body: {
      ...aboutOf(obligation),
      outcome: "remediated",
      late: at > obligation.dueAt,
      due_at: obligation.dueAt.toISOString(),
      officers: officers.map(actorMark),
    },
    documents: [],
  };
}

function aboutOf({ key, code, repository, pullRequest, branch }: About) {
  const { repositoryId, owner, name } = repository;
  return {
    exception: key,
    code,
    repo: { id: repositoryId, name: `${owner}/${name}` },
    ref: `refs/heads/${branch.toWellFormed()}`,
    pull_request: pullRequest,
  };
}
