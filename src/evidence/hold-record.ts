import { committed } from "./personal.ts";
import type { LogEntry } from "./record.ts";

/** Who decided on a legal hold, and why. */
export interface HoldDecision {
  tenant: number;
  /** Why, in the words of whoever did it. */
  basis: string;
  /** Who did it: `user@host`. */
  by: string;
  at: Date;
  /** Tells this time from others. */
  id: string;
}

/** The record that nothing of a tenant's evidence is erased before a time. */
export function heldRecord({ tenant, basis, by, at, id }: HoldDecision, until: Date): LogEntry<"evidence.held"> {
  const body = { until: until.toISOString(), basis: committed(basis), by: committed(by) };
  return { kind: "evidence.held", key: `evidence.held/${id}`, tenant, occurredAt: at, body, documents: [] };
}

/** The record that a legal hold ended before its time. */
export function releasedRecord({ tenant, basis, by, at, id }: HoldDecision): LogEntry<"evidence.released"> {
  const body = { basis: committed(basis), by: committed(by) };
  return { kind: "evidence.released", key: `evidence.released/${id}`, tenant, occurredAt: at, body, documents: [] };
}

/** The record of what was kept long enough: what opened older records, and the documents that only they named. */
export function expiredRecord(expired: {
  tenant: number;
  before: Date;
  disclosures: number;
  documents: number;
  at: Date;
  id: string;
}): LogEntry<"evidence.expired"> {
  const { tenant, before, disclosures, documents, at, id } = expired;
  const body = { before: before.toISOString(), disclosures, documents };
  return { kind: "evidence.expired", key: `evidence.expired/${id}`, tenant, occurredAt: at, body, documents: [] };
}
