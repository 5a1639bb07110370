import { createPublicKey } from "node:crypto";
import type { Kysely } from "kysely";
import type { KeyBody } from "../evidence/bodies.ts";
import { sha256 } from "../evidence/canonical.ts";
import { rotatedRecord } from "../evidence/key-record.ts";
import type { KeyEntry } from "../pipeline/evidence-source.ts";
import { type NoteSigner, noteSigner } from "../transparency/notes.ts";
import { readDocument } from "./evidence-documents.ts";
import { appendEvidence } from "./evidence-log.ts";
import { LogRefusal } from "./log-refusal.ts";
import type { Log } from "./logs.ts";
import type { Schema } from "./schema.ts";

/** What the server signs with, PEM. */
export interface SigningKeys {
  logKey: string;
  /** Signs beside the current one while a rotation is fresh. */
  previousLogKey: string | null;
  attestKey: string;
  /** The keys that were made for development: what they sign proves nothing to others. */
  madeHere: readonly KeyBody["use"][];
}

/** A key as leaves tell of it. */
interface TracedKey extends Omit<KeyEntry, "key"> {
  /** As in `KeyBody`. */
  id: string;
}

/**
 * The signers of a log's checkpoints. Keys that the log has not seen yet are told in it first. Throws a {@link LogRefusal} for a
 * key that the log knows as replaced or revoked.
 */
export async function logSigners(db: Kysely<Schema>, log: Log, keys: SigningKeys): Promise<NoteSigner[]> {
  const signer = noteSigner(log.origin, keys.logKey);
  const spki = createPublicKey(keys.attestKey).export({ format: "der", type: "spki" });
  const traced = await traceKeys(db, log.tenant, Number.MAX_SAFE_INTEGER);
  await introduce(db, log.tenant, traced, { use: "log", key: signer.vkey, madeHere: keys.madeHere, documents: [] });
  const attest = { use: "attest" as const, key: sha256(spki), madeHere: keys.madeHere, documents: [spki] };
  await introduce(db, log.tenant, traced, attest);
  return keys.previousLogKey === null ? [signer] : [signer, noteSigner(log.origin, keys.previousLogKey)];
}

async function introduce(
  db: Kysely<Schema>,
  tenant: number,
  traced: readonly TracedKey[],
  own: { use: KeyBody["use"]; key: string; madeHere: SigningKeys["madeHere"]; documents: Uint8Array[] },
): Promise<void> {
  const { use, key, madeHere, documents } = own;
  const ofUse = traced.filter((entry) => entry.use === use);
  const known = ofUse.find(({ id }) => id === key);
  if (known?.status === "revoked") throw new LogRefusal("KEY_REVOKED", use);
  if (known?.status === "rotated") throw new LogRefusal("KEY_REPLACED", use);
  if (known !== undefined) return;
  const body = { use, key, previous: ofUse.at(-1)?.id ?? null, development: madeHere.includes(use) };
  const record = rotatedRecord(tenant, body, new Date(), documents);
  await db.transaction().execute((transaction) => appendEvidence(transaction, record));
}

/** The keys that the first `size` leaves of a tenant's log tell of, in the order of their leaves. */
export async function keyEntries(db: Kysely<Schema>, tenant: number, size: number): Promise<KeyEntry[]> {
  const entries: KeyEntry[] = [];
  for (const { id, ...entry } of await traceKeys(db, tenant, size)) {
    entries.push({ ...entry, key: entry.use === "log" ? id : await publicKeyOf(db, tenant, id) });
  }
  return entries;
}

/** What leaves tell of keys. A revoked one is good up to the size that the revocation names. */
export async function traceKeys(db: Kysely<Schema>, tenant: number, size: number): Promise<TracedKey[]> {
  const own = db.selectFrom("evidence").select(["seq", "kind", "body"]).where("tenant", "=", String(tenant));
  const told = own.where("kind", "in", ["key.rotated", "key.revoked"]).where("seq", "<", String(size));
  const traced: TracedKey[] = [];
  for (const { seq, kind, body } of await told.orderBy("seq").execute()) {
    const { use, key, development, trust_up_to } = body as KeyBody;
    if (kind === "key.revoked") {
      const revoked = traced.find((entry) => entry.use === use && entry.id === key);
      if (revoked !== undefined) Object.assign(revoked, { status: "revoked", to_seq: trust_up_to ?? Number(seq) });
      continue;
    }
    const replaced = traced.find((entry) => entry.use === use && entry.status === "current");
    if (replaced !== undefined) Object.assign(replaced, { status: "rotated", to_seq: Number(seq) });
    traced.push({ use, id: key, from_seq: Number(seq), to_seq: null, status: "current", development });
  }
  return traced;
}

async function publicKeyOf(db: Kysely<Schema>, tenant: number, id: string): Promise<string> {
  const bytes = await readDocument(db, tenant, id);
  if (bytes === null) throw new Error(`the log's attestation key ${id} is not in the database any more`);
  const key = createPublicKey({ key: bytes, format: "der", type: "spki" });
  return key.export({ format: "pem", type: "spki" }).toString();
}
