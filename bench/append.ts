import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createLogSigner } from "../src/handle-log.ts";
import { openDatabase } from "../src/storage/database.ts";
import { evidenceKeys } from "../src/storage/development-keys.ts";
import { evidenceLog } from "../src/storage/evidence-log.ts";
import { createMetrics } from "../src/web/metrics.ts";

const writers = 8;
const perWriter = 500;
const tenant = 4711;
/** Milliseconds. */
const bar = 20;

const folder = mkdtempSync(join(tmpdir(), "mergewarden-append-"));
const log = pino({ level: "error" });
const database = await openDatabase({ databaseUrl: null, dataFolder: folder, log });
const keys = { ...evidenceKeys({ logKey: null, attestKey: null }, folder), previousLogKey: null };
const signer = createLogSigner({ database: database.db, keys, dataFolder: folder, metrics: createMetrics(), log });
try {
  signer.start("bench.localhost");
  await measure(25);
  const load = loadavg()[0] ?? 0;
  const started = performance.now();
  const times = (await measure(perWriter)).sort((a, b) => a - b);
  const seconds = (performance.now() - started) / 1000;
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  await signer.isSigning();
  const signed = database.db.selectFrom("log_checkpoints").select((row) => row.fn.countAll<string>().as("count"));
  const { count } = await signed.executeTakeFirstOrThrow();
  console.log(`One append to one account's log, ${writers} writers at once, the signer running, embedded PostgreSQL:`);
  console.log(
    `p50 ${at(0.5).toFixed(1)} ms · p95 ${at(0.95).toFixed(1)} ms (bar ${bar} ms) · max ${at(1 - 1e-9).toFixed(1)} ms`,
  );
  console.log(
    `${times.length} records in ${seconds.toFixed(1)} s; ${count} checkpoints; load before: ${load.toFixed(1)}`,
  );
  if (at(0.95) > bar) process.exitCode = 1;
} finally {
  await signer.stop();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Appends from all writers; returns how long each append took, in milliseconds. */
async function measure(records: number): Promise<number[]> {
  const evidence = evidenceLog(database.db);
  const times = Array.from({ length: writers }, async () => {
    const own: number[] = [];
    for (let index = 0; index < records; index += 1) {
      const body = { head: randomUUID(), controls: Array.from({ length: 12 }, () => randomUUID()) };
      const since = performance.now();
      await evidence.append({ kind: "gate.decided", key: randomUUID(), tenant, occurredAt: new Date(), body });
      own.push(performance.now() - since);
    }
    return own;
  });
  return (await Promise.all(times)).flat();
}
