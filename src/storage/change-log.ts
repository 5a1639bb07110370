import type { Kysely } from "kysely";
import { newLogRecord, revokedRecord } from "../evidence/key-record.ts";
import { type CheckpointFiles, readCheckpoint } from "./checkpoint-files.ts";
import { appendEvidence } from "./evidence-log.ts";
import { traceKeys } from "./log-keys.ts";
import { logSizes, logsOf, newestCheckpoint } from "./logs.ts";
import type { Schema } from "./schema.ts";
import { examineLog } from "./sign-log.ts";

/** What became of the wish for a new log. */
export type NewLog = { origin: string } | { refused: "still good" | "never signed" };

/**
 * Starts a new log with the records that are left, under the next number. Its first new record holds what was last signed of the
 * log before. A log that can still be signed is not given up.
 */
export async function startNewLog(
  db: Kysely<Schema>,
  tenant: number,
  { files, reason, at }: { files: CheckpointFiles; reason: string; at: Date },
): Promise<NewLog> {
  const logs = await logsOf(db, tenant);
  const signed = (await readCheckpoint(files, tenant)) ?? (await newestIn(db, logs[0]));
  if (signed === null) return { refused: "never signed" };
  if (logs[0] !== undefined && (await examineLog(db, logs[0], files)) === null) return { refused: "still good" };
  const number = Math.max(numberIn(signed.origin), logs[0]?.number ?? 0) + 1;
  const origin = signed.origin.replace(/\d+$/, String(number));
  const previous = { origin: signed.origin, size: signed.size, root: Buffer.from(signed.root).toString("base64") };
  await db.transaction().execute(async (transaction) => {
    const known = logs.some((log) => log.origin === signed.origin);
    // The log that was given up is part of the account's history, though the tables have forgotten it.
    const forgotten = { tenant, number: numberIn(signed.origin), origin: signed.origin, started_at: at };
    if (!known) await transaction.insertInto("logs").values(forgotten).execute();
    await transaction.insertInto("logs").values({ tenant, number, origin, started_at: at }).execute();
    await appendEvidence(transaction, newLogRecord(tenant, { origin, previous, reason }, at));
  });
  return { origin };
}

async function newestIn(db: Kysely<Schema>, log: { tenant: number; number: number; origin: string } | undefined) {
  const newest = log === undefined ? null : await newestCheckpoint(db, log);
  return newest === null || log === undefined ? null : { ...newest, origin: log.origin };
}

function numberIn(origin: string): number {
  return Number(/\d+$/.exec(origin)?.[0] ?? 1);
}

/** Records that a key is good up to a size only. False: the log knows no such key, or knows it as revoked. */
export async function revokeKey(
  db: Kysely<Schema>,
  tenant: number,
  { key, trustUpTo, at }: { key: string; trustUpTo: number; at: Date },
): Promise<boolean> {
  const size = (await logSizes(db)).get(tenant) ?? 0;
  if (trustUpTo > size) throw new RangeError(`the log has ${size} records, not ${trustUpTo}`);
  const known = (await traceKeys(db, tenant, size)).find(({ id }) => id === key);
  if (known === undefined || known.status === "revoked") return false;
  const body = { use: known.use, key, previous: null, development: known.development, trust_up_to: trustUpTo };
  await db.transaction().execute((transaction) => appendEvidence(transaction, revokedRecord(tenant, body, at)));
  return true;
}
