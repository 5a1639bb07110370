import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { checkpointFiles } from "./storage/checkpoint-files.ts";
import type { SigningKeys } from "./storage/log-keys.ts";
import { LogRefusal } from "./storage/log-refusal.ts";
import { logSizes } from "./storage/logs.ts";
import type { Schema } from "./storage/schema.ts";
import { type Signing, signLog } from "./storage/sign-log.ts";
import type { Metrics } from "./web/metrics.ts";

/** What signs logs, and where. */
export interface LogWorld {
  database: Kysely<Schema>;
  keys: SigningKeys;
  dataFolder: string;
  metrics: Pick<Metrics, "checkpoint" | "refusedLogs">;
  /** Attests what landed in an account's log; called after it was signed, and again after a failure. False: there is more. */
  attest?(tenant: number): Promise<boolean>;
  log: Pick<Logger, "error" | "warn" | "info">;
}

/** Signs every account's log while the server runs. */
export interface LogSigner {
  /** `host` begins the origins of new logs. */
  start(host: string): void;
  /** Rejects if a log is not signed: the gate goes on judging, and its records are kept. */
  isSigning(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds between two looks: a record is signed within a second. */
const interval = 500;
/** Milliseconds after which a log that was refused, or a database that did not answer, is looked at again. */
const patience = 5000;

/** Where the newest checkpoints are kept outside the database. */
export function filesIn(dataFolder: string): Signing["files"] {
  return checkpointFiles(join(dataFolder, "checkpoints"));
}

/** A signer that looks at all logs again and again. One process at a time signs a log. */
export function createLogSigner(world: LogWorld): LogSigner {
  const stopping = new AbortController();
  const refused = new Map<number, LogRefusal>();
  let running = Promise.resolve();
  async function run(signing: Signing): Promise<void> {
    const look = createLook(world, signing, refused);
    while (!stopping.signal.aborted) {
      const pause = await look().then(
        () => interval,
        (error: unknown) => {
          world.log.warn({ err: error }, "the evidence logs could not be signed; it is tried again");
          return patience;
        },
      );
      await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  }
  return {
    start(host) {
      running = run({ host, keys: world.keys, files: filesIn(world.dataFolder) });
    },
    async isSigning() {
      const [refusal] = refused.values();
      if (refusal !== undefined) throw refusal;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Signs what has grown since the look before. */
function createLook({ database, metrics, attest, log }: LogWorld, signing: Signing, refused: Map<number, LogRefusal>) {
  const signed = new Map<number, number>();
  const next = new Map<number, number>();

  async function sign(tenant: number): Promise<void> {
    try {
      const size = await signLog(database, tenant, signing);
      if (size !== null) {
        const isWhole = (await attest?.(tenant)) ?? true;
        if (isWhole) signed.set(tenant, size);
        metrics.checkpoint();
      }
      if (refused.delete(tenant)) log.info({ tenant }, "the account's evidence log is signed again");
    } catch (error) {
      if (!(error instanceof LogRefusal)) throw error;
      const { code, remedy } = error;
      if (refused.get(tenant)?.code !== code) {
        log.error({ tenant, code, problem: error.message, remedy }, "an account's evidence log is not signed");
      }
      refused.set(tenant, error);
      next.set(tenant, Date.now() + patience);
    }
  }

  return async () => {
    const sizes = await logSizes(database);
    for (const tenant of new Set([...sizes.keys(), ...(await signing.files.tenants())])) {
      const isDue = refused.has(tenant)
        ? Date.now() >= (next.get(tenant) ?? 0)
        : sizes.get(tenant) !== signed.get(tenant);
      if (isDue) await sign(tenant);
    }
    metrics.refusedLogs(refused.size);
  };
}
