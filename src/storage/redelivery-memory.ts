import { type Kysely, sql } from "kysely";
import type { FailedDelivery, RedeliveryMemory } from "../pipeline/sweep.ts";
import type { Schema } from "./schema.ts";

/** What is remembered of deliveries that failed, in PostgreSQL. */
export function redeliveryMemory(db: Kysely<Schema>): RedeliveryMemory {
  return {
    readUntil: () => readUntil(db),
    keepReadUntil: (at) => keepReadUntil(db, at),
    arrived: (guids) => arrived(db, guids),
    keepFailed: (failed) => keepFailed(db, failed),
    forget: (guids) => forget(db, guids),
    expire: (before) => expire(db, before),
    due: (now, most) => due(db, now, most),
    keepAsked: (guid, nextAt) => keepAsked(db, guid, nextAt),
  };
}

async function readUntil(db: Kysely<Schema>): Promise<Date | null> {
  const row = await db.selectFrom("delivery_log").select("read_until").executeTakeFirst();
  return row?.read_until ?? null;
}

async function keepReadUntil(db: Kysely<Schema>, at: Date): Promise<void> {
  await db
    .insertInto("delivery_log")
    .values({ read_until: at })
    .onConflict((conflict) => conflict.column("only_row").doUpdateSet({ read_until: at }))
    .execute();
}

async function arrived(db: Kysely<Schema>, guids: readonly string[]): Promise<ReadonlySet<string>> {
  if (guids.length === 0) return new Set();
  const rows = await db
    .selectFrom("deliveries")
    .select("guid")
    .where("guid", "in", guids)
    .where("failure", "is", null)
    .execute();
  return new Set(rows.map(({ guid }) => guid));
}

async function keepFailed(db: Kysely<Schema>, failed: readonly FailedDelivery[]): Promise<void> {
  if (failed.length === 0) return;
  const rows = failed.map(({ guid, attemptId, failedAt }) => {
    return { guid, attempt_id: attemptId, failed_at: failedAt, next_at: failedAt };
  });
  await db
    .insertInto("failed_deliveries")
    .values(rows)
    .onConflict((conflict) =>
      conflict.column("guid").doUpdateSet((row) => ({ attempt_id: row.ref("excluded.attempt_id") })),
    )
    .execute();
}

async function forget(db: Kysely<Schema>, guids: readonly string[]): Promise<void> {
  if (guids.length > 0) await db.deleteFrom("failed_deliveries").where("guid", "in", guids).execute();
}

async function expire(db: Kysely<Schema>, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("failed_deliveries")
    .where("failed_at", "<", before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function due(db: Kysely<Schema>, now: Date, most: number): Promise<(FailedDelivery & { asked: number })[]> {
  const rows = await db
    .selectFrom("failed_deliveries")
    .selectAll()
    .where("next_at", "<=", now)
    .orderBy("failed_at")
    .orderBy("guid")
    .limit(most)
    .execute();
  return rows.map((row) => ({
    guid: row.guid,
    attemptId: row.attempt_id,
    failedAt: row.failed_at,
    asked: row.asked,
  }));
}

async function keepAsked(db: Kysely<Schema>, guid: string, nextAt: Date | null): Promise<void> {
  await db
    .updateTable("failed_deliveries")
    .set({ asked: sql`asked + 1`, next_at: nextAt })
    .where("guid", "=", guid)
    .execute();
}
