import { randomUUID } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { erasedRecord } from "../evidence/identity-record.ts";
import { namesAccount, type Wanted } from "../evidence/names-account.ts";
import { appendEvidence, lockLog } from "./evidence-log.ts";
import { heldUntil } from "./legal-holds.ts";
import { logSizes } from "./logs.ts";
import type { Schema } from "./schema.ts";

/** Whom to erase, and what the log is to say of it. */
export interface ErasureOrder {
  accountId: number;
  basis: string;
  by: string;
  at: Date;
}

/** What became of an order in one tenant's evidence. */
export type Erasure =
  | { tenant: number; heldUntil: Date }
  | { tenant: number; pseudonym: string | null; disclosures: number; documents: number; decisions: number };

/**
 * Forgets a person: who the pseudonym stood for, what opens the commitments to their words, and every document that names them.
 * The leaves stay as they are, so every proof holds. Nothing is returned of a tenant that does not know the account.
 */
export async function eraseAccount(db: Kysely<Schema>, tenant: number, order: ErasureOrder): Promise<Erasure | null> {
  const held = await heldUntil(db, tenant, order.at);
  if (held !== null) return { tenant, heldUntil: held };
  const known = await personOf(db, tenant, order.accountId);
  const wanted = { id: order.accountId, login: known?.login ?? "" };
  const pseudonym = known?.pseudonym ?? null;
  // Read before the log is locked: the search takes its time, and the gate goes on meanwhile. Under the lock what came since is read.
  const size = (await logSizes(db)).get(tenant) ?? 0;
  const documents = await documentsNaming(db, tenant, wanted);
  const values = await disclosuresNaming(db, tenant, wanted);
  const own = pseudonym === null ? [] : await ownDisclosures(db, tenant, pseudonym, 0, size);
  const decisions = await decisionsOn(db, tenant, documents, 0, size);
  if (known === null && documents.length === 0 && values.length === 0) return null;
  return db.transaction().execute(async (transaction) => {
    await lockLog(transaction, tenant);
    const heldSince = await heldUntil(transaction, tenant, order.at);
    if (heldSince !== null) return { tenant, heldUntil: heldSince };
    await sql`select set_config('mergewarden.erasing', 'on', true)`.execute(transaction);
    const end = [size, Number.MAX_SAFE_INTEGER] as const;
    const late = pseudonym === null ? [] : await ownDisclosures(transaction, tenant, pseudonym, ...end);
    const disclosures = await eraseDisclosures(transaction, tenant, [...own, ...values, ...late]);
    await eraseDocuments(transaction, tenant, documents);
    if (pseudonym !== null) await eraseIdentity(transaction, tenant, pseudonym);
    const lateDecisions = await decisionsOn(transaction, tenant, documents, ...end);
    const counts = { documents: documents.length, decisions: decisions + lateDecisions };
    const { basis, by, at } = order;
    await appendEvidence(transaction, erasedRecord({ tenant, pseudonym, basis, by, at, ...counts, id: randomUUID() }));
    return { tenant, pseudonym, disclosures, ...counts };
  });
}

/** Bots are no persons. */
async function personOf(db: Kysely<Schema>, tenant: number, accountId: number) {
  const own = db.selectFrom("pseudonyms").select(["pseudonym", "login"]).where("tenant", "=", String(tenant));
  const row = await own.where("account_id", "=", String(accountId)).where("type", "=", "User").executeTakeFirst();
  return row ?? null;
}

/** How many documents are looked at together. */
const batch = 100;

async function documentsNaming(db: Kysely<Schema>, tenant: number, wanted: Wanted): Promise<Buffer[]> {
  const found: Buffer[] = [];
  let rows: { sha256: Buffer; bytes: Buffer }[] = [];
  do {
    const own = db.selectFrom("evidence_documents").select(["sha256", "bytes"]).where("tenant", "=", String(tenant));
    rows = await own
      .where("sha256", ">", rows.at(-1)?.sha256 ?? Buffer.alloc(0))
      .where(mayName(sql`encode(bytes, 'escape')`, wanted))
      .orderBy("sha256")
      .limit(batch)
      .execute();
    found.push(...rows.filter(({ bytes }) => namesAccount(bytes.toString("utf8"), wanted)).map((row) => row.sha256));
  } while (rows.length === batch);
  return found;
}

async function disclosuresNaming(db: Kysely<Schema>, tenant: number, wanted: Wanted) {
  const own = db.selectFrom("disclosures").select(["seq", "path", "value"]).where("tenant", "=", String(tenant));
  const rows = await own.where(mayName(sql`value`, wanted)).execute();
  return rows.filter(({ value }) => namesAccount(value, wanted));
}

/** What {@link namesAccount} says of a text, roughly: the database leaves out what need not be read. */
function mayName(text: ReturnType<typeof sql>, { id, login }: Wanted) {
  const byId = sql<boolean>`position(${`"id":${id},`} in ${text}) > 0`;
  return login === "" ? byId : sql<boolean>`(${byId} or position(${login.toLowerCase()} in lower(${text})) > 0)`;
}

/** Where the commitments of a text stand. */
interface Opened {
  seq: string;
  path: string;
}

/** Their own words in these records, and nobody's own where the leaf names them. */
async function ownDisclosures(
  db: Kysely<Schema>,
  tenant: number,
  pseudonym: string,
  from: number,
  to: number,
): Promise<Opened[]> {
  const { rows } = await sql<Opened>`
    select disclosures.seq, path from disclosures
    join evidence on evidence.tenant = disclosures.tenant and evidence.seq = disclosures.seq
    where disclosures.tenant = ${tenant} and disclosures.seq >= ${from} and disclosures.seq < ${to}
      and (pseudonym = ${pseudonym}
        or (pseudonym is null and position(${`"${pseudonym}"`} in evidence.body::text) > 0))`.execute(db);
  return rows;
}

async function eraseDisclosures(db: Transaction<Schema>, tenant: number, opened: readonly Opened[]): Promise<number> {
  const [seqs, paths] = [opened.map(({ seq }) => seq), opened.map(({ path }) => path)];
  const { numAffectedRows = 0n } = await sql`
    delete from disclosures using unnest(${seqs}::bigint[], ${paths}::text[]) as named (seq, path)
    where tenant = ${tenant} and disclosures.seq = named.seq and disclosures.path = named.path`.execute(db);
  return Number(numAffectedRows);
}

async function eraseDocuments(db: Transaction<Schema>, tenant: number, digests: readonly Buffer[]): Promise<void> {
  await sql`delete from evidence_documents where tenant = ${tenant} and sha256 = any(${digests})`.execute(db);
}

async function eraseIdentity(db: Transaction<Schema>, tenant: number, pseudonym: string): Promise<void> {
  await db
    .updateTable("pseudonyms")
    .set({ account_id: null, login: null, salt: null })
    .where("tenant", "=", String(tenant))
    .where("pseudonym", "=", pseudonym)
    .execute();
}

/** How many of these records are decisions that name one of these documents: they cannot be replayed without it. */
async function decisionsOn(
  db: Kysely<Schema>,
  tenant: number,
  digests: readonly Buffer[],
  from: number,
  to: number,
): Promise<number> {
  if (digests.length === 0) return 0;
  const names = digests.map((digest) => `sha256:${digest.toString("hex")}`);
  const row = await db
    .selectFrom("evidence")
    .select((row) => row.fn.countAll<string>().as("count"))
    .where("tenant", "=", String(tenant))
    .where("kind", "=", "gate.decided")
    .where("seq", ">=", String(from))
    .where("seq", "<", String(to))
    .where(
      sql<boolean>`array[body->>'facts', body->>'verdict', body->>'effective', body->>'settings'] && ${names}::text[]`,
    )
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
