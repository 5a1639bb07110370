import type { Kysely } from "kysely";
import type { Disclosure, EvidenceSource, Identity, StoredLeaf } from "../pipeline/evidence-source.ts";
import { storedAttestations } from "./attestations.ts";
import { readDocuments } from "./evidence-documents.ts";
import { keyEntries } from "./log-keys.ts";
import { hashReader } from "./log-tree.ts";
import { logsOf, newestCheckpoint } from "./logs.ts";
import type { Schema } from "./schema.ts";

/** How many rows are read at once. */
const batch = 250;

/** One account's evidence in the database; null: nothing was recorded for it, or nothing was signed yet. */
export async function openEvidenceSource(db: Kysely<Schema>, tenant: number): Promise<EvidenceSource | null> {
  const [log] = await logsOf(db, tenant);
  if (log === undefined) return null;
  return {
    tenant,
    origin: log.origin,
    async checkpoint(atMost) {
      const newest = await newestCheckpoint(db, log, atMost);
      return newest === null ? null : { size: newest.size, note: newest.note };
    },
    leaves: (from, to, kinds) => readLeaves(db, tenant, { from, to, kinds }),
    hash: hashReader(db, log),
    documents: (digests) => readDocuments(db, tenant, digests),
    disclosures: (from, to) => readDisclosures(db, tenant, from, to),
    identities: (size) => readIdentities(db, tenant, size),
    attestations: (from, to) => storedAttestations(db, tenant, from, to),
    keys: (size) => keyEntries(db, tenant, size),
  };
}

/** The leaves from `from` up to, not with, `to`, in their order; of all kinds, or of some. */
export async function* readLeaves(
  db: Kysely<Schema>,
  tenant: number,
  {
    from = 0,
    to = Number.MAX_SAFE_INTEGER,
    kinds,
  }: { from?: number; to?: number; kinds?: readonly string[] | undefined } = {},
): AsyncGenerator<StoredLeaf> {
  const own = db.selectFrom("evidence").select(["seq", "kind", "leaf"]).where("tenant", "=", String(tenant));
  const wanted = kinds === undefined ? own : own.where("kind", "in", kinds as []);
  for (let [next, isMore] = [from, kinds?.length !== 0]; isMore; ) {
    const page = wanted.where("seq", ">=", String(next)).where("seq", "<", String(to)).orderBy("seq").limit(batch);
    const rows = await page.execute();
    for (const { seq, kind, leaf } of rows) yield { seq: Number(seq), kind, bytes: leaf };
    isMore = rows.length === batch;
    next = Number(rows.at(-1)?.seq ?? to) + 1;
  }
}

async function* readDisclosures(
  db: Kysely<Schema>,
  tenant: number,
  from: number,
  to: number,
): AsyncGenerator<Disclosure> {
  const own = db
    .selectFrom("disclosures")
    .select(["seq", "path", "salt", "value"])
    .where("tenant", "=", String(tenant));
  const ordered = own.where("seq", "<", String(to)).orderBy("seq").orderBy("path").limit(batch);
  let [seq, path] = [String(from), ""];
  for (let isMore = true; isMore; ) {
    const rows = await ordered.where((row) => row(row.refTuple("seq", "path"), ">", row.tuple(seq, path))).execute();
    for (const row of rows) {
      yield { seq: Number(row.seq), path: row.path, salt: row.salt, value: JSON.parse(row.value) };
      ({ seq, path } = row);
    }
    isMore = rows.length === batch;
  }
}

async function* readIdentities(db: Kysely<Schema>, tenant: number, size: number): AsyncGenerator<Identity> {
  const own = db.selectFrom("pseudonyms").selectAll().where("tenant", "=", String(tenant));
  for (let [next, isMore] = [0, true]; isMore; ) {
    const page = own.where("seq", ">=", String(next)).where("seq", "<", String(size)).orderBy("seq").limit(batch);
    const rows = await page.execute();
    for (const { pseudonym, seq, salt, account_id, login, type } of rows) {
      if (salt === null || account_id === null || login === null) continue;
      yield { pseudonym, seq: Number(seq), salt, id: Number(account_id), login, type };
    }
    isMore = rows.length === batch;
    next = Number(rows.at(-1)?.seq ?? size) + 1;
  }
}
