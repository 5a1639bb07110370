import type { KeyBody } from "./bodies.ts";
import { committed } from "./personal.ts";
import type { LogEntry } from "./record.ts";

/** That a tenant's log is signed with a key from now on. */
export function rotatedRecord(
  tenant: number,
  body: KeyBody,
  at: Date,
  documents: Uint8Array[] = [],
): LogEntry<"key.rotated"> {
  const key = `key.rotated/${body.use}/${body.key}`;
  return { kind: "key.rotated", key, tenant, occurredAt: at, body: { ...body }, documents };
}

/** That a key is not to be trusted beyond a size of the log. */
export function revokedRecord(
  tenant: number,
  body: KeyBody & { trust_up_to: number },
  at: Date,
): LogEntry<"key.revoked"> {
  const key = `key.revoked/${body.use}/${body.key}`;
  return { kind: "key.revoked", key, tenant, occurredAt: at, body: { ...body }, documents: [] };
}

/** What a log was when an operator gave it up. */
export interface GivenUpLog {
  origin: string;
  size: number;
  /** Base64. */
  root: string;
}

/** That a new log goes on with the records that are left, and what was last signed of the one before. */
export function newLogRecord(
  tenant: number,
  { origin, previous, reason }: { origin: string; previous: GivenUpLog; reason: string },
  at: Date,
): LogEntry<"log.rotated"> {
  const body = { origin, previous, reason: committed(reason) };
  return { kind: "log.rotated", key: `log.rotated/${origin}`, tenant, occurredAt: at, body, documents: [] };
}
