import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import { checkpointFiles } from "../../src/storage/checkpoint-files.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import type { Schema } from "../../src/storage/schema.ts";
import type { Signing } from "../../src/storage/sign-log.ts";

/** A key in PEM, as the environment gives it. */
export function newKey(use: "log" | "attest"): string {
  const { privateKey } =
    use === "log" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** What it takes to sign, with fresh keys and an empty folder for checkpoints. */
export function newSigning(given: Partial<Signing["keys"]> = {}): Signing {
  const files = checkpointFiles(join(mkdtempSync(join(tmpdir(), "mergewarden-checkpoints-")), "checkpoints"));
  const keys = { logKey: newKey("log"), previousLogKey: null, attestKey: newKey("attest"), madeHere: [], ...given };
  return { host: "gate.example.com", keys, files };
}

/** Appends records with these keys. */
export async function appendAll(db: Kysely<Schema>, tenant: number, names: readonly string[]): Promise<void> {
  const log = evidenceLog(db);
  for (const key of names) {
    const occurredAt = new Date("2026-11-23T10:00:00.000Z");
    await log.append({ kind: "app.started", key, tenant, occurredAt, body: { key } });
  }
}

/** Does what no application may: changes tables that are append-only, as whoever owns the database can. */
export async function tamper(db: Kysely<Schema>, statement: string): Promise<void> {
  await db.connection().execute(async (one) => {
    await sql`set session_replication_role = replica`.execute(one);
    try {
      await sql.raw(statement).execute(one);
    } finally {
      await sql`set session_replication_role = origin`.execute(one);
    }
  });
}
