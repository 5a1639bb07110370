import { type Kysely, sql, type Transaction } from "kysely";
import { type Continuity, follow } from "../attestations/continuity.ts";
import {
  type AttestationContext,
  changeEvidence,
  type LandedLeaf,
  type Statement,
  sourceSummary,
} from "../attestations/statements.ts";
import type { LandedBody } from "../evidence/bodies.ts";
import { canonicalBytes } from "../evidence/canonical.ts";
import type { AttestationSigner, StoredAttestation } from "../pipeline/evidence-source.ts";
import { envelopeOf, inTotoType, keyIdOf, pae } from "../transparency/dsse.ts";
import { attestationSigner } from "./attestation-signer.ts";
import { readDocument } from "./evidence-documents.ts";
import { logsOf } from "./logs.ts";
import type { Schema } from "./schema.ts";

/** Names the lock under which one process at a time attests a tenant's landings. */
const attesting = 0x61747465;

/** Who attests a tenant's landings, and with which key. */
export interface Attester extends AttestationContext {
  tenant: number;
  signer: AttestationSigner;
}

/**
 * Attests landings of the tenant that are not attested yet, in the order of the log: what a crash left open is made up for.
 * Returns how many it attested; fewer than `most`: there are no more.
 */
export async function attestLandings(db: Kysely<Schema>, attester: Attester, most: number): Promise<number> {
  for (let count = 0; count < most; count += 1) {
    const found = await db.transaction().execute((transaction) => attestNext(transaction, attester));
    if (!found) return count;
  }
  return most;
}

/** Other logs are waiting to be signed meanwhile. */
const mostAtOnce = 100;

/**
 * Attests a tenant's landings under the name and with the key of its log; nothing, before the log is signed. Returns false where
 * there is more to attest.
 */
export async function attestLog(
  db: Kysely<Schema>,
  tenant: number,
  { attestKey, ...context }: Omit<AttestationContext, "origin"> & { attestKey: string },
): Promise<boolean> {
  const [log] = await logsOf(db, tenant);
  if (log === undefined) return true;
  const signer = attestationSigner(db, tenant, attestKey);
  const attester = { ...context, tenant, signer, origin: log.origin };
  return (await attestLandings(db, attester, mostAtOnce)) < mostAtOnce;
}

/** Envelopes over the landings from `from` up to, not with, `to`, in the order of seq, then type. */
export async function* storedAttestations(
  db: Kysely<Schema>,
  tenant: number,
  from: number,
  to: number,
): AsyncGenerator<StoredAttestation> {
  const own = db.selectFrom("attestations").selectAll().where("tenant", "=", String(tenant));
  for (let next = from, isMore = true; isMore; ) {
    const page = own.where("seq", ">=", String(next)).where("seq", "<", String(to));
    const rows = await page.orderBy("seq").orderBy("type").limit(batch).execute();
    isMore = rows.length === batch;
    const last = Number(rows.at(-1)?.seq ?? to);
    // The last landing of a full page may be torn apart: it comes again with the next.
    const whole = isMore ? rows.filter(({ seq }) => Number(seq) !== last) : rows;
    for (const { seq, type, envelope, landed_at } of whole) {
      yield { seq: Number(seq), type, envelope, landedAt: landed_at.toISOString() };
    }
    next = last;
  }
}

const batch = 1000;

async function attestNext(db: Transaction<Schema>, attester: Attester): Promise<boolean> {
  const { tenant } = attester;
  await sql`select pg_advisory_xact_lock(${attesting}, hashint8(${tenant}::bigint))`.execute(db);
  const leaf = await nextLanding(db, tenant);
  if (leaf === null) return false;
  const read = JSON.parse(leaf.toString("utf8")) as LandedLeaf;
  const { seq, body } = read;
  const before = await continuityOf(db, tenant, body);
  const { standing, after } = follow(await withDocuments(db, tenant, body), before);
  const evidence = changeEvidence(leaf, attester);
  await keep(db, attester, { seq, body, type: "change-evidence", statement: evidence });
  const summary = sourceSummary(read, standing, canonicalBytes(evidence), attester);
  if (summary !== null) await keep(db, attester, { seq, body, type: "vsa", statement: summary });
  await keepContinuity(db, { tenant, seq, body, after });
  return true;
}

async function nextLanding(db: Transaction<Schema>, tenant: number): Promise<Buffer | null> {
  const { rows } = await sql<{ leaf: Buffer }>`
    select leaf from evidence
    where tenant = ${tenant} and kind = 'change.landed'
      and seq > (select coalesce(max(seq), -1) from attestations where tenant = ${tenant})
    order by seq limit 1`.execute(db);
  return rows[0]?.leaf ?? null;
}

async function continuityOf(db: Transaction<Schema>, tenant: number, { repo, ref }: LandedBody) {
  const own = db.selectFrom("continuity").select("state").where("tenant", "=", String(tenant));
  const row = await own.where("repository_id", "=", String(repo.id)).where("ref", "=", ref).executeTakeFirst();
  return row?.state ?? null;
}

/** With the checks that are too many for the record: they are judged, too. */
async function withDocuments(db: Transaction<Schema>, tenant: number, body: LandedBody): Promise<LandedBody> {
  const { checks } = body;
  if (checks === "unavailable" || Array.isArray(checks)) return body;
  const bytes = await readDocument(db, tenant, checks.digest);
  return bytes === null ? body : { ...body, checks: JSON.parse(bytes.toString("utf8")) };
}

async function keep(
  db: Transaction<Schema>,
  { tenant, signer }: Attester,
  {
    seq,
    body,
    type,
    statement,
  }: { seq: number; body: LandedBody; type: StoredAttestation["type"]; statement: Statement },
): Promise<void> {
  const payload = canonicalBytes(statement);
  const signature = await signer.sign(pae(inTotoType, payload));
  const envelope = JSON.stringify(envelopeOf(inTotoType, payload, signature, keyIdOf(signer.publicKey)));
  const landed_at = new Date(body.landing.landed_at);
  await db.insertInto("attestations").values({ tenant, seq, type, envelope, landed_at }).execute();
}

async function keepContinuity(
  db: Transaction<Schema>,
  { tenant, seq, body, after }: { tenant: number; seq: number; body: LandedBody; after: Continuity },
): Promise<void> {
  const state = JSON.stringify(after);
  await db
    .insertInto("continuity")
    .values({ tenant, repository_id: body.repo.id, ref: body.ref, seq, state })
    .onConflict((conflict) => conflict.columns(["tenant", "repository_id", "ref"]).doUpdateSet({ seq, state }))
    .execute();
}
