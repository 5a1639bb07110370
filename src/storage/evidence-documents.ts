import type { Kysely, Transaction } from "kysely";
import { sha256 } from "../evidence/canonical.ts";
import type { Schema } from "./schema.ts";

/** Keeps what records name by `sha256:…`. */
export async function keepDocuments(
  db: Transaction<Schema>,
  tenant: number,
  documents: readonly Uint8Array[],
): Promise<void> {
  if (documents.length === 0) return;
  await db
    .insertInto("evidence_documents")
    .values(documents.map((bytes) => ({ tenant, sha256: digestIn(sha256(bytes)), bytes: Buffer.from(bytes) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A document that records name by `sha256:…`; null: it is not there any more. */
export async function readDocument(db: Kysely<Schema>, tenant: number, name: string): Promise<Buffer | null> {
  return (await readDocuments(db, tenant, [name])).get(name) ?? null;
}

/** Documents by their names; one that is not there any more is left out. */
export async function readDocuments(
  db: Kysely<Schema>,
  tenant: number,
  names: readonly string[],
): Promise<Map<string, Buffer>> {
  if (names.length === 0) return new Map();
  const own = db.selectFrom("evidence_documents").select(["sha256", "bytes"]).where("tenant", "=", String(tenant));
  const rows = await own.where("sha256", "in", names.map(digestIn)).execute();
  return new Map(rows.map(({ sha256: digest, bytes }) => [`sha256:${digest.toString("hex")}`, bytes]));
}

/** The bytes of a digest that is written `sha256:…`. */
export function digestIn(name: string): Buffer {
  return Buffer.from(name.slice("sha256:".length), "hex");
}
