import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Draw, RecordedDraw } from "./cli/commands/sample.ts";
import type { Io } from "./cli/io.ts";
import { sampleRecord } from "./evidence/sample-record.ts";
import { isDatabaseNamed, withEvidence } from "./open-evidence.ts";
import { operatorName } from "./operator.ts";
import { evidenceLog } from "./storage/evidence-log.ts";
import { openEvidenceSource } from "./storage/evidence-source.ts";
import type { Schema } from "./storage/schema.ts";
import { checkpointIn } from "./transparency/checkpoints.ts";
import { encodeBase64 } from "./transparency/encoding.ts";

/** Puts a draw into the log of the bundle's account, where the environment names its database; null: it could not be opened, and why was told. */
export async function recordSample(draw: Draw, io: Pick<Io, "error">): Promise<RecordedDraw | null> {
  if (!isDatabaseNamed()) return { seq: null, why: "neither DATABASE_URL nor MERGEWARDEN_DATA names the server's" };
  let recorded: RecordedDraw | null = null;
  await withEvidence(io, async (db) => {
    recorded = await recordIn(db, draw);
    return 0;
  });
  return recorded;
}

async function recordIn(db: Kysely<Schema>, draw: Draw): Promise<RecordedDraw> {
  const { size, root, manifest, population, drawn, seed, n } = draw;
  const tenant = Number(draw.tenant.replace("gh:", ""));
  if (!(await isOfBundle(db, tenant, draw))) return { seq: null, why: "the database has another log than this bundle" };
  const sample = { tenant, manifest, size, root, seed, n, changes: drawn.map(({ changeId }) => changeId) };
  const sizes = Object.fromEntries(population.map(({ stratum, landings }) => [stratum, landings]));
  const entry = { ...sample, population: sizes, by: operatorName(), at: new Date(), id: randomUUID() };
  return { seq: await evidenceLog(db).append(sampleRecord(entry)) };
}

async function isOfBundle(db: Kysely<Schema>, tenant: number, { size, root, origin }: Draw): Promise<boolean> {
  const source = await openEvidenceSource(db, tenant);
  const pinned = await source?.checkpoint(size);
  if (source?.origin !== origin || pinned == null) return false;
  const own = checkpointIn(pinned.note);
  return own.size === size && encodeBase64(own.root) === root;
}
