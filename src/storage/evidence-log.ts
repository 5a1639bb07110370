import { type Kysely, sql, type Transaction } from "kysely";
import type { Pseudonym } from "../evidence/bodies.ts";
import { canonicalBytes, sha256 } from "../evidence/canonical.ts";
import { actorsIn, seal } from "../evidence/seal.ts";
import type { EvidenceLog, EvidenceRecord } from "../pipeline/ports.ts";
import { bind, keepBinding, keepOpenings, knownPseudonyms, newSalt } from "./identities.ts";
import type { Schema } from "./schema.ts";

/** Bytes: what an entry bundle of the later log can hold, with room. */
const longestLeaf = 32 * 1024;
/** Names the lock that gives out a tenant's sequence numbers. */
const sequencer = 0x65766964;

/** The append-only log in PostgreSQL: per tenant the numbers run from 0 without a gap. */
export function evidenceLog(db: Kysely<Schema>): EvidenceLog {
  return {
    append: (record) => db.transaction().execute((transaction) => appendEvidence(transaction, record)),
    last: (tenant, subject) => last(db, tenant, subject),
    has: (tenant, key) => has(db, tenant, key),
    document: (tenant, digest) => evidenceDocument(db, tenant, digest),
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
  const { tenant } = record;
  await lockLog(db, tenant);
  const { known, ...place } = await nextPlace(db, record);
  if (known !== null) return known;
  const pseudonyms = await pseudonymsFor(db, record, place);
  const { body, openings, documents } = seal(record.body, {
    pseudonymOf: ({ id }) => pseudonyms.get(id) ?? refuse(id),
    salt: newSalt,
  });
  const seq = await write(db, { ...record, body }, place);
  await keepOpenings(db, tenant, seq, openings);
  await keepDocuments(db, tenant, [...(record.documents ?? []), ...documents]);
  return seq;
}

/** Held until the commit, so that the next number is given out only when this one is durable. */
export async function lockLog(db: Transaction<Schema>, tenant: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sequencer}, hashint8(${tenant}::bigint))`.execute(db);
}

/** Where the next leaf comes to stand. */
interface Place {
  seq: number;
  recordedAt: Date;
}

/** The pseudonyms of all whom a record names; who is new gets one, and a leaf that commits to it. */
async function pseudonymsFor(
  db: Transaction<Schema>,
  { tenant, occurredAt, body }: EvidenceRecord,
  place: Place,
): Promise<Map<number, Pseudonym>> {
  const actors = actorsIn(body);
  const pseudonyms = await knownPseudonyms(db, tenant, actors);
  for (const actor of actors.filter(({ id }) => !pseudonyms.has(id))) {
    const binding = bind(actor);
    const { pseudonym } = binding.body;
    const key = `identity.bound/${pseudonym}`;
    const seq = await write(db, { kind: "identity.bound", key, tenant, occurredAt, body: binding.body }, place);
    await keepBinding(db, tenant, seq, binding);
    pseudonyms.set(actor.id, pseudonym);
  }
  return pseudonyms;
}

function refuse(id: number): never {
  throw new Error(`account ${id} has no pseudonym`);
}

/** Writes a sealed record at a place, and moves the place on. */
async function write(db: Transaction<Schema>, record: EvidenceRecord, place: Place): Promise<number> {
  const { tenant, key, subject = null, kind, occurredAt, body } = record;
  const { seq, recordedAt } = place;
  const times = { occurred_at: occurredAt.toISOString(), recorded_at: recordedAt.toISOString() };
  const leaf = canonicalBytes({ v: 1, kind, seq, tenant: `gh:${tenant}`, ...times, body });
  if (leaf.length > longestLeaf) {
    throw new RangeError(`Evidence ${key} has ${leaf.length} bytes: what is long belongs into documents`);
  }
  const stored = { occurred_at: occurredAt, recorded_at: recordedAt, body: queryable(body) };
  const digest = digestOf(leaf);
  await db
    .insertInto("evidence")
    .values({ tenant, seq, key, subject, kind, ...stored, leaf: Buffer.from(leaf), sha256: digest })
    .execute();
  place.seq += 1;
  return seq;
}

/** Where the record comes to stand, or where it stands already. One query: the log is locked meanwhile. */
async function nextPlace(
  db: Transaction<Schema>,
  { tenant, key, subject }: EvidenceRecord,
): Promise<Place & { known: number | null }> {
  const known =
    subject === undefined
      ? sql`select seq from evidence where tenant = ${tenant} and key = ${key} and subject is null`
      : sql`select case when key = ${key} then seq end from evidence
          where tenant = ${tenant} and subject = ${subject} order by seq desc limit 1`;
  const { rows } = await sql<{ seq: string; now: Date; known: string | null }>`
    select coalesce(max(seq) + 1, 0) as seq, date_trunc('milliseconds', clock_timestamp()) as now, (${known}) as known
    from evidence where tenant = ${tenant}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("an aggregate without a row");
  return { seq: Number(row.seq), recordedAt: row.now, known: row.known === null ? null : Number(row.known) };
}

async function keepDocuments(db: Transaction<Schema>, tenant: number, documents: readonly Uint8Array[]): Promise<void> {
  if (documents.length === 0) return;
  await db
    .insertInto("evidence_documents")
    .values(documents.map((bytes) => ({ tenant, sha256: digestOf(bytes), bytes: Buffer.from(bytes) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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

async function has(db: Kysely<Schema>, tenant: number, key: string): Promise<boolean> {
  const own = db.selectFrom("evidence").select("seq").where("tenant", "=", String(tenant));
  return (await own.where("key", "=", key).where("subject", "is", null).executeTakeFirst()) !== undefined;
}

/** A document that records name by `sha256:…`; null: it is not there any more. */
async function evidenceDocument(db: Kysely<Schema>, tenant: number, digest: string): Promise<Uint8Array | null> {
  const own = db.selectFrom("evidence_documents").select("bytes").where("tenant", "=", String(tenant));
  const sha = Buffer.from(digest.slice("sha256:".length), "hex");
  return (await own.where("sha256", "=", sha).executeTakeFirst())?.bytes ?? null;
}

function digestOf(bytes: Uint8Array): Buffer {
  return Buffer.from(sha256(bytes).slice("sha256:".length), "hex");
}

/** `jsonb` cannot hold the character U+0000; the leaf keeps the truth. */
function queryable(body: unknown): string {
  return JSON.stringify(body).replaceAll("\\u0000", "\\ufffd");
}
