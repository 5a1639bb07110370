import { randomUUID } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { expiredRecord } from "../evidence/hold-record.ts";
import { appendEvidence, lockLog, loggedTenants } from "./evidence-log.ts";
import { heldUntil } from "./legal-holds.ts";
import type { Schema } from "./schema.ts";

/**
 * Deletes what was kept long enough: what opens the commitments of older records, and the documents that only older records name.
 * What snapshots name stays, for it may still be in force. The leaves stay, and so does everything under a legal hold.
 */
export async function expireEvidence(db: Kysely<Schema>, before: Date, now: Date): Promise<void> {
  for (const tenant of await loggedTenants(db)) {
    await db.transaction().execute(async (transaction) => {
      await lockLog(transaction, tenant);
      if ((await heldUntil(transaction, tenant, now)) !== null) return;
      await sql`select set_config('mergewarden.erasing', 'on', true)`.execute(transaction);
      const disclosures = await expireDisclosures(transaction, tenant, before);
      const documents = await expireDocuments(transaction, tenant, before);
      if (disclosures + documents === 0) return;
      const told = { tenant, before, disclosures, documents, at: now, id: randomUUID() };
      await appendEvidence(transaction, expiredRecord(told));
    });
  }
}

async function expireDisclosures(db: Transaction<Schema>, tenant: number, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from disclosures using evidence
    where disclosures.tenant = ${tenant} and evidence.tenant = ${tenant} and evidence.seq = disclosures.seq
      and evidence.recorded_at < ${before}`.execute(db);
  return Number(numAffectedRows);
}

/** Where no older record names a document any more, younger ones are not read: the log is locked meanwhile. */
async function expireDocuments(db: Transaction<Schema>, tenant: number, before: Date): Promise<number> {
  const older = await sql<{ sha256: Buffer }>`
    select sha256 from evidence_documents where tenant = ${tenant} and sha256 in (
      ${digestsIn(sql`recorded_at < ${before} and kind not like '%.snapshot'`, tenant)})`.execute(db);
  if (older.rows.length === 0) return 0;
  const { numAffectedRows = 0n } = await sql`
    delete from evidence_documents where tenant = ${tenant} and sha256 = any(${older.rows.map((row) => row.sha256)})
      and sha256 not in (
        ${digestsIn(sql`(recorded_at >= ${before} or kind like '%.snapshot')`, tenant)})`.execute(db);
  return Number(numAffectedRows);
}

/** The digests that some of a tenant's records name. */
function digestsIn(condition: ReturnType<typeof sql>, tenant: number) {
  return sql`select decode(named[1], 'hex')
    from evidence, regexp_matches(body::text, 'sha256:([0-9a-f]{64})', 'g') as named
    where tenant = ${tenant} and ${condition}`;
}
