import { type Kysely, sql } from "kysely";
import { wellFormed } from "../evidence/canonical.ts";
import type { PolicyHistory, PolicyNotice, PolicyPlace, SeenPolicy } from "../pipeline/policy-history.ts";
import type { Schema } from "./schema.ts";

/** Names the lock under which the history of one policy grows. */
const historian = 0x706f6c69;
const claimLasts = 300_000;

/** What policies were, in PostgreSQL: a row for each change. */
export function policyHistory(db: Kysely<Schema>): PolicyHistory {
  return {
    async last(place) {
      const seen = await lastOf(db, place, false);
      return seen === null ? null : { seen, good: await lastOf(db, place, true) };
    },
    keep: (place, seen, notice, now) => keep(db, place, seen, notice, now),
    owed: () => owed(db),
    claim: (key, now) => claim(db, key, now),
    async keepTold(key, issue) {
      const told = { told_in: issue?.repositoryId ?? null, issue: issue?.number ?? null };
      const row = db.updateTable("policy_notices").set({ state: issue === null ? "refused" : "told", ...told });
      await row.where("key", "=", key).execute();
    },
  };
}

async function lastOf(
  db: Kysely<Schema>,
  { scope, repositoryId }: PolicyPlace,
  isGood: boolean,
): Promise<SeenPolicy | null> {
  const rows = db.selectFrom("policy_history").selectAll().where("scope", "=", scope);
  const own = rows.where("id", "=", String(repositoryId)).orderBy("seq", "desc").limit(1);
  const row = await (isGood ? own.where("loads", "=", true) : own).executeTakeFirst();
  if (row === undefined) return null;
  const { source, blob, digest, text, loads, since } = row;
  const file = blob === null || digest === null || text === null ? null : { blobSha: blob, digest, text };
  return { source, file, loads, since };
}

async function keep(
  db: Kysely<Schema>,
  place: PolicyPlace,
  { source, file, loads, since }: SeenPolicy,
  notice: PolicyNotice | null,
  now: Date,
): Promise<void> {
  const { scope, repositoryId: id } = place;
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${historian}, hashtext(${`${scope}/${id}`}))`.execute(transaction);
    const last = await lastOf(transaction, place, false);
    if (last !== null && last.file?.blobSha === file?.blobSha) return;
    const columns = {
      blob: file?.blobSha ?? null,
      digest: file?.digest ?? null,
      text: file === null ? null : storable(file.text),
    };
    await transaction
      .insertInto("policy_history")
      .values({ scope, id, source, ...columns, loads, since })
      .execute();
    if (notice === null) return;
    const { key, ...rest } = notice;
    await transaction
      .insertInto("policy_notices")
      .values({
        key,
        notice: storableJson({ ...rest, since: notice.since.toISOString() }),
        opened_at: now,
        claimed_at: null,
        state: "owed",
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** PostgreSQL holds no U+0000. A policy with one loads nowhere, so that nothing is compared with it. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\ufffd");
}

/** A policy that loads may name U+0000, or half a character, by an escape. */
function storableJson(value: object): string {
  return JSON.stringify(wellFormed(value)).replaceAll("\\u0000", "\\ufffd");
}

async function owed(db: Kysely<Schema>): Promise<PolicyNotice[]> {
  const rows = await db
    .selectFrom("policy_notices")
    .select(["key", "notice"])
    .where("state", "=", "owed")
    .orderBy("opened_at")
    .execute();
  return rows.map(({ key, notice }) => ({ ...notice, key, since: new Date(notice.since) }));
}

async function claim(db: Kysely<Schema>, key: string, now: Date): Promise<boolean> {
  const free = new Date(now.getTime() - claimLasts);
  const row = await db
    .updateTable("policy_notices")
    .set({ claimed_at: now })
    .where("key", "=", key)
    .where("state", "=", "owed")
    .where((row) => row.or([row("claimed_at", "is", null), row("claimed_at", "<=", free)]))
    .returning("key")
    .executeTakeFirst();
  return row !== undefined;
}
