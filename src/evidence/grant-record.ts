import type { Actor } from "../domain/facts.ts";
import type { CommandComment } from "../pipeline/commands.ts";
import type { Grant } from "../pipeline/exceptions.ts";
import { actorMark, type CommittedMark, committed } from "./personal.ts";
import type { LogEntry } from "./record.ts";

/** What the log says of something that a command granted. */
export type ExceptionEntry = LogEntry<"exception.opened" | "exception.decided" | "waiver.granted">;

const kinds = { request: "exception.opened", approval: "exception.decided", waiver: "waiver.granted" } as const;

/**
 * The record of what a command asks for or grants: of the incident, the reason and the path it holds commitments.
 * `members`: what else the record says.
 */
export function grantRecord(
  comment: CommandComment,
  grant: Grant,
  members: Readonly<Record<string, string | number | boolean | null>>,
): ExceptionEntry {
  const { id, ref, tenant, by } = comment;
  const kind = kinds[grant.what];
  const repo = { id: ref.repositoryId, name: `${ref.owner}/${ref.name}` };
  return {
    kind,
    key: `${kind}/${id}`,
    tenant,
    occurredAt: comment.at,
    body: {
      id,
      ...codes[grant.what],
      repo,
      pull_request: ref.number,
      by: actorMark(by),
      ...members,
      ...textsOf(grant, by),
    },
    documents: [],
  };
}

const codes = {
  request: { code: "BREAK_GLASS", declared: true },
  approval: { code: "BREAK_GLASS", decision: "approved" },
  waiver: {},
} as const;

function textsOf(grant: Grant, by: Actor): Record<string, CommittedMark | null> {
  if (grant.what === "request") return { incident: committed(grant.incident, by), reason: committed(grant.reason, by) };
  if (grant.what === "approval") return { reason: grant.reason === null ? null : committed(grant.reason, by) };
  return { path: committed(grant.waiver.path, by), reason: committed(grant.waiver.reason, by) };
}

/** A waiver whose time is over. */
interface ExpiredWaiver {
  /** The id of the comment that granted it. */
  id: number;
  tenant: number;
  repositoryId: number;
  expiresAt: Date;
}

/** The record of a waiver's end. */
export function waiverExpiredRecord({
  id,
  tenant,
  repositoryId,
  expiresAt,
}: ExpiredWaiver): LogEntry<"waiver.expired"> {
  return {
    kind: "waiver.expired",
    key: `waiver.expired/${id}`,
    tenant,
    occurredAt: expiresAt,
    body: { id, repo: { id: repositoryId }, expired_at: expiresAt.toISOString() },
    documents: [],
  };
}
