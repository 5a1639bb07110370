import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { sql } from "kysely";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { type AppClients, createAppClients } from "./github/client.ts";
import { routeEvents } from "./github/events.ts";
import { createIntake } from "./github/intake.ts";
import { type Backups, handleBackups } from "./handle-backups.ts";
import { type Handling, handleJobs } from "./handle-jobs.ts";
import { createLogSigner, type LogSigner } from "./handle-log.ts";
import { close, listen, serverOf } from "./http-server.ts";
import { openMirrors, prepareMirrors } from "./open-mirrors.ts";
import type { SweepReport } from "./pipeline/sweep.ts";
import { starting } from "./start-error.ts";
import { attestLog } from "./storage/attestations.ts";
import { requireBackupFolder } from "./storage/backup/folder.ts";
import { type Database, openDatabase } from "./storage/database.ts";
import { deliveries } from "./storage/deliveries.ts";
import { evidenceKeys } from "./storage/development-keys.ts";
import { openQueue, type Queue } from "./storage/jobs.ts";
import type { SigningKeys } from "./storage/log-keys.ts";
import { expireEvidence } from "./storage/retention.ts";
import { healthRoutes } from "./web/health.ts";
import { createMetrics, type Metrics } from "./web/metrics.ts";

/** A server that takes requests. */
export interface Running {
  port: number;
  /** Sweeps now. */
  sweep(): Promise<SweepReport>;
  stop(): Promise<void>;
}

/** How to run, beside what the environment says. */
interface StartOptions {
  /** Sweeps at the start and every five minutes; default: yes. */
  isSweeping?: boolean;
}

/** Starts everything in the order in which it depends on each other; `stop` ends it in the reverse order. */
export async function start(
  config: Config,
  log: Logger,
  version: string,
  { isSweeping = true }: StartOptions = {},
): Promise<Running> {
  const { databaseUrl, dataFolder } = config;
  const { previousLogKey } = config.evidence;
  const keys = await starting(`the data folder ${dataFolder} (MERGEWARDEN_DATA)`, () =>
    evidenceKeys(config.evidence, dataFolder),
  );
  if (keys.madeHere.length > 0)
    log.warn("evidence keys were made for development: what they sign proves nothing to others");
  await prepareMirrors(config, log);
  const place = databaseUrl === null ? `the embedded PostgreSQL in ${dataFolder}` : "the PostgreSQL of DATABASE_URL";
  const { backupFolder } = config;
  if (backupFolder !== null) {
    await starting(`the folder ${backupFolder} (BACKUP_FOLDER)`, () => requireBackupFolder(backupFolder));
  }
  const database = await starting(place, () => openDatabase({ databaseUrl, dataFolder, log }));
  try {
    return await startOn(database, config, log, { version, isSweeping, keys: { ...keys, previousLogKey } });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Milliseconds: deliveries are to be taken though GitHub is slow to say who the app is. */
const patienceWithGitHub = 3000;

async function startOn(
  database: Database,
  config: Config,
  log: Logger,
  { version, isSweeping, keys }: { version: string; isSweeping: boolean; keys: SigningKeys },
): Promise<Running> {
  const { db } = database;
  const queue = await starting("the queue in the database", () => openQueue(db, database.connection, log));
  const store = deliveries(db, (guid, transaction) => queue.enqueueDelivery(guid, transaction));
  const metrics = createMetrics();
  const clients = createClients(config, log);
  const mirrors = openMirrors(config, clients, log);
  const about = { appId: config.github.app.id, settle: config.settle, version, log };
  const handling = handleJobs({ database: db, queue, store, clients, mirrors, metrics, ...about });
  const signer = createSigner(db, config, { keys, metrics, version, log });
  const backups = createBackups(db, config, { queue, metrics, version, log });
  routeEvents(clients.probot, { ...handling.routing, log });

  const credentials = () => readOwnApp(clients.probot, handling);
  const known = credentials().catch((error: unknown) => {
    log.warn({ err: error }, "GitHub does not answer, or does not take the app's credentials");
  });
  await Promise.race([known, sleep(patienceWithGitHub, undefined, { ref: false })]);
  const intake = createIntake({ secrets: config.webhookSecrets, store, log, onOutcome: metrics.delivery });
  const probes = {
    ...{ database: () => sql`select 1`.execute(db), queue: queue.stats, credentials },
    ...{ logs: signer.isSigning, backups: backups?.areMade ?? null },
  };
  const pages = getRequestListener(healthRoutes({ probes, metrics, log }).fetch);
  const server = serverOf(intake, pages, log);
  const port = await listening(server, config).catch(async (error: unknown) => {
    await queue.stop();
    throw error;
  });
  const url = config.publicUrl ?? `http://localhost:${port}`;
  signer.start(new URL(url).host);
  await queue.work({ ...handling.handlers, expire: () => expire(db, config), backup: backups?.make ?? null });
  if (isSweeping) await queue.scheduleSweeps();
  if (backups !== null) await queue.scheduleBackups();
  log.info({ version, port, host: config.host, url }, "listening");
  return {
    port,
    sweep: () => handling.sweep(new AbortController().signal),
    async stop() {
      await close(server);
      backups?.stop();
      await queue.stop();
      await signer.stop();
      await database.close();
    },
  };
}

function createClients({ github: { app, apiUrl }, webhookSecrets: [webhookSecret] }: Config, log: Logger): AppClients {
  return createAppClients({ appId: app.id, privateKey: app.privateKey, webhookSecret, apiUrl, log });
}

interface Surroundings {
  metrics: Metrics;
  version: string;
  log: Logger;
}

function createSigner(
  database: Database["db"],
  { dataFolder, github }: Config,
  { keys, metrics, version, log }: Surroundings & { keys: SigningKeys },
): LogSigner {
  const attester = { attestKey: keys.attestKey, serverUrl: github.serverUrl, version };
  const attest = (tenant: number) => attestLog(database, tenant, attester);
  return createLogSigner({ database, keys, dataFolder, metrics, attest, log });
}

function createBackups(
  database: Database["db"],
  { backupFolder: path, github }: Config,
  { queue, metrics, version, log }: Surroundings & { queue: Queue },
): Backups | null {
  if (path === null) return null;
  const backups = handleBackups({ database, folder: { path, appId: github.app.id }, queue, version, log });
  metrics.watchBackups(backups.newest);
  return backups;
}

function expire(db: Database["db"], { retentionDays }: Config): Promise<void> {
  return expireEvidence(db, new Date(Date.now() - retentionDays * 86_400_000), new Date());
}

function listening(server: Server, config: Config): Promise<number> {
  return starting(`HOST ${config.host}, PORT ${config.port}`, () => listen(server, config));
}

/** Who the app is; its login is what its own events come under. */
async function readOwnApp(probot: ReturnType<typeof createAppClients>["probot"], { routing }: Handling): Promise<void> {
  const octokit = await probot.auth();
  const { data } = await octokit.rest.apps.getAuthenticated();
  routing.app.slug = data?.slug ?? null;
}
