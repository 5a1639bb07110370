import { randomUUID } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { expiredRecord } from "../evidence/hold-record.ts";
import { appendEvidence, lockLog, loggedTenants } from "./evidence-log.ts";
import { heldUntil } from "./legal-holds.ts";
import { logSizes } from "./logs.ts";
import type { Schema } from "./schema.ts";

/** The most that is deleted at once: appends wait meanwhile, and documents may be long. */
const most = { disclosures: 2000, documents: 500 };

/** What expires of one tenant's evidence. */
interface Expiry {
  tenant: number;
  before: Date;
  now: Date;
}

/**
 * Deletes what was kept long enough: what opens the commitments of older records, and the documents that only older records name.
 * What snapshots name stays, for it may still be in force. The leaves stay, and so does everything under a legal hold. A little
 * at a time, and the log tells of each: it is not locked for long.
 */
export async function expireEvidence(db: Kysely<Schema>, before: Date, now: Date): Promise<void> {
  const sizes = await logSizes(db);
  for (const tenant of await loggedTenants(db)) {
    const expiry = { tenant, before, now };
    if ((await heldUntil(db, tenant, now)) !== null) continue;
    const size = sizes.get(tenant) ?? 0;
    const older = await firstYounger(db, expiry, size);
    if (older === 0) continue;
    await inBatches(db, expiry, "disclosures", (transaction) => expireDisclosures(transaction, tenant, older));
    await db.connection().execute((one) => expireDocuments(one, expiry, older, size));
  }
}

/** How many records stand before the first that is young enough. */
async function firstYounger(db: Kysely<Schema>, { tenant, before }: Expiry, size: number): Promise<number> {
  const own = db.selectFrom("evidence").select("seq").where("tenant", "=", String(tenant));
  const younger = own.where("recorded_at", ">=", before).orderBy("seq").limit(1);
  return Number((await younger.executeTakeFirst())?.seq ?? size);
}

/** Deletes until there is nothing more to delete, or somebody holds it. */
async function inBatches(
  db: Kysely<Schema>,
  { tenant, before, now: at }: Expiry,
  what: "disclosures" | "documents",
  expire: (db: Transaction<Schema>) => Promise<{ count: number; isLast: boolean }>,
): Promise<void> {
  for (let isMore = true; isMore; ) {
    isMore = await db.transaction().execute(async (transaction) => {
      await lockLog(transaction, tenant);
      if ((await heldUntil(transaction, tenant, at)) !== null) return false;
      await sql`select set_config('mergewarden.erasing', 'on', true)`.execute(transaction);
      const { count, isLast } = await expire(transaction);
      const counts = { disclosures: 0, documents: 0, [what]: count };
      const told = expiredRecord({ tenant, before, ...counts, at, id: randomUUID() });
      if (count > 0) await appendEvidence(transaction, told);
      return !isLast;
    });
  }
}

async function expireDisclosures(db: Transaction<Schema>, tenant: number, older: number) {
  const { numAffectedRows = 0n } = await sql`
    delete from disclosures where tenant = ${tenant} and (seq, path) in (
      select seq, path from disclosures where tenant = ${tenant} and seq < ${older}
      order by seq, path limit ${most.disclosures})`.execute(db);
  const count = Number(numAffectedRows);
  return { count, isLast: count < most.disclosures };
}

/** Which documents may go is found out while records are appended; what those name is looked at before each batch. */
async function expireDocuments(db: Kysely<Schema>, expiry: Expiry, older: number, size: number): Promise<void> {
  const { tenant } = expiry;
  let seen = size;
  let last: Buffer = Buffer.alloc(0);
  try {
    await findDocuments(db, tenant, older, size);
    await inBatches(db, expiry, "documents", async (transaction) => {
      const end = (await logSizes(transaction)).get(tenant) ?? seen;
      const since = digestsIn(tenant, sql`seq >= ${seen} and seq < ${end}`);
      await sql`insert into kept_documents ${since}`.execute(transaction);
      seen = end;
      const digests = await oldDocuments(transaction, last);
      last = digests.at(-1) ?? last;
      return { count: await expireThese(transaction, tenant, digests), isLast: digests.length < most.documents };
    });
  } finally {
    await sql`drop table if exists kept_documents, old_documents`.execute(db);
  }
}

/** What younger records and snapshots name, and what only older records do, in tables of this connection. */
async function findDocuments(db: Kysely<Schema>, tenant: number, older: number, size: number): Promise<void> {
  const kept = digestsIn(tenant, sql`(seq >= ${older} or kind like '%.snapshot') and seq < ${size}`);
  await sql`create temporary table kept_documents as ${kept}`.execute(db);
  await sql`create index on kept_documents (digest)`.execute(db);
  const named = digestsIn(tenant, sql`seq < ${older} and kind not like '%.snapshot'`);
  await sql`create temporary table old_documents as
    select sha256 from evidence_documents where tenant = ${tenant} and sha256 in (${named})
      and not exists (select from kept_documents where digest = sha256)`.execute(db);
  await sql`create index on old_documents (sha256)`.execute(db);
}

async function oldDocuments(db: Transaction<Schema>, after: Buffer): Promise<Buffer[]> {
  const { rows } = await sql<{ sha256: Buffer }>`
    select sha256 from old_documents where sha256 > ${after} order by sha256 limit ${most.documents}`.execute(db);
  return rows.map(({ sha256 }) => sha256);
}

async function expireThese(db: Transaction<Schema>, tenant: number, digests: readonly Buffer[]): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from evidence_documents where tenant = ${tenant} and sha256 = any(${digests})
      and not exists (select from kept_documents where digest = sha256)`.execute(db);
  return Number(numAffectedRows);
}

/** The digests that some of a tenant's records name. Splitting a text is twice as fast as looking for them all by a pattern. */
function digestsIn(tenant: number, condition: ReturnType<typeof sql>) {
  return sql`select decode(left(part, 64), 'hex') as digest
    from evidence, unnest(string_to_array(body::text, 'sha256:')) as part
    where tenant = ${tenant} and ${condition} and part ~ '^[0-9a-f]{64}'`;
}
