import { type Kysely, sql, type Transaction } from "kysely";
import { sha256 } from "../evidence/canonical.ts";
import type { EvidenceLog, EvidenceRecord } from "../pipeline/ports.ts";
import { appendTogether } from "./append-together.ts";
import { digestIn, keepDocuments, readDocument } from "./evidence-documents.ts";
import { keepBindings, keepOpenings } from "./identities.ts";
import { readEnd } from "./log-end.ts";
import { type NewLeaf, newLeaves } from "./new-leaves.ts";
import type { Schema } from "./schema.ts";

/** Names the lock that gives out a tenant's sequence numbers. */
const sequencer = 0x65766964;

/** The append-only log in PostgreSQL: per tenant the numbers run from 0 without a gap. */
export function evidenceLog(db: Kysely<Schema>): EvidenceLog {
  return {
    append: appendTogether(db, appendAll),
    last: (tenant, subject) => last(db, tenant, subject),
    find: (tenant, key) => find(db, tenant, key),
    document: (tenant, digest) => readDocument(db, tenant, digest),
  };
}

/** How many records are read at once. */
const batch = 500;

/** The accounts that have a log, in the order of their ids. */
export async function loggedTenants(db: Kysely<Schema>): Promise<number[]> {
  const rows = await db.selectFrom("evidence").select("tenant").distinct().orderBy("tenant").execute();
  return rows.map(({ tenant }) => Number(tenant));
}

/** All records as they stand in the logs, in order: their canonical JSON. */
export async function* evidenceLeaves(db: Kysely<Schema>): AsyncGenerator<string> {
  for (const tenant of await loggedTenants(db)) {
    for (let next = 0, count = batch; count === batch; next += batch) {
      const own = db.selectFrom("evidence").select("leaf").where("tenant", "=", String(tenant));
      const rows = await own.where("seq", ">=", String(next)).orderBy("seq").limit(batch).execute();
      for (const { leaf } of rows) yield leaf.toString("utf8");
      count = rows.length;
    }
  }
}

/** Appends in a transaction: the record is there if what it tells of is. The tenant's log waits until the transaction ends. */
export async function appendEvidence(db: Transaction<Schema>, record: EvidenceRecord): Promise<number> {
  const [seq = Number.NaN] = await appendAll(db, record.tenant, [record]);
  return seq;
}

/** While the log is locked nothing is asked one by one: whoever appends next waits for every answer. */
async function appendAll(
  db: Transaction<Schema>,
  tenant: number,
  records: readonly EvidenceRecord[],
): Promise<number[]> {
  await lockLog(db, tenant);
  const end = await readEnd(db, tenant, records);
  const { seqs, leaves, bindings, openings, documents } = newLeaves(records, end);
  await keepLeaves(db, leaves, end.recordedAt);
  await keepBindings(db, tenant, bindings);
  await keepOpenings(db, tenant, openings);
  await keepDocuments(db, tenant, documents);
  return seqs;
}

/** Held until the commit, so that the next number is given out only when this one is durable. */
export async function lockLog(db: Transaction<Schema>, tenant: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sequencer}, hashint8(${tenant}::bigint))`.execute(db);
}

async function keepLeaves(db: Transaction<Schema>, leaves: readonly NewLeaf[], recordedAt: Date): Promise<void> {
  if (leaves.length === 0) return;
  const rows = leaves.map(({ tenant, seq, key, subject = null, kind, occurredAt, body, bytes }) => {
    const stored = { occurred_at: occurredAt, recorded_at: recordedAt, body: queryable(body) };
    return { tenant, seq, key, subject, kind, ...stored, leaf: Buffer.from(bytes), sha256: digestIn(sha256(bytes)) };
  });
  await db.insertInto("evidence").values(rows).execute();
}

async function last(db: Kysely<Schema>, tenant: number, subject: string) {
  const row = await db
    .selectFrom("evidence")
    .select(["seq", "body"])
    .where("tenant", "=", String(tenant))
    .where("subject", "=", subject)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { seq: Number(row.seq), body: row.body };
}

async function find(db: Kysely<Schema>, tenant: number, key: string) {
  const own = db.selectFrom("evidence").select(["seq", "body"]).where("tenant", "=", String(tenant));
  const row = await own.where("key", "=", key).where("subject", "is", null).executeTakeFirst();
  return row === undefined ? null : { seq: Number(row.seq), body: row.body };
}

/** `jsonb` cannot hold the character U+0000; the leaf keeps the truth. */
function queryable(body: unknown): string {
  return JSON.stringify(body).replaceAll("\\u0000", "\\ufffd");
}
