import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Logger } from "pino";
import { type Company, foundCompany, organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import type { Policies } from "../../demo/push-service.ts";
import { createLab, type Lab } from "../../lab/lab.ts";
import type { Config } from "../../src/config.ts";
import type { SweepReport } from "../../src/pipeline/sweep.ts";
import { start } from "../../src/start.ts";
import type { Schema } from "../../src/storage/schema.ts";
import { openTestDatabase, silent } from "./database.ts";

/** A check run of the gate, as GitHub tells it. */
export interface GateRun {
  id: number;
  name: string;
  status: string;
  conclusion: string | null;
  title: string;
  summary: string;
  text: string;
}

/** A company on the lab, and the server that gates its pull requests: in this process, on a database of its own. */
export interface Stage {
  lab: Lab;
  company: Company;
  /** Where the server takes webhooks. */
  webhookUrl: string;
  database: Kysely<Schema>;
  /** As DATABASE_URL takes it. */
  databaseUrl: string;
  /** Where its mirrors are; null: it keeps none. */
  mirrorFolder: string | null;
  /** Where the server keeps its keys. */
  dataFolder: string;
  /** Waits until nothing is under way: no delivery, no job that could run. */
  settled(): Promise<void>;
  /** The gate's check runs on a commit, newest first. */
  runs(sha: string, repo?: string): Promise<GateRun[]>;
  /** The app's requests that change something, from an index of the request log on. */
  writes(from: number): string[];
  /** Has the server compare GitHub with what it remembers; it does so at no other time. Waits for what comes of it. */
  sweep(): Promise<SweepReport>;
  close(): Promise<void>;
}

/** Sets it up; the policies are the demo's unless others are given, and there are no mirrors. */
export async function createStage(
  policies: Policies = {},
  log: Logger = silent,
  { hasMirrors = false }: { hasMirrors?: boolean } = {},
): Promise<Stage> {
  const lab = await createLab();
  const company = await foundCompany(lab, policies);
  const database = await openTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), "mergewarden-stage-"));
  const mirrorFolder = hasMirrors ? join(folder, "mirrors") : null;
  const config = { ...configOf(lab, company, database.url, folder), mirrorFolder };
  const server = await start(config, log, "0.0.0", { isSweeping: false });
  const webhookUrl = `http://127.0.0.1:${server.port}/api/github/webhooks`;
  company.gate.app.webhook.url = webhookUrl;
  return {
    lab,
    company,
    webhookUrl,
    database: database.db,
    databaseUrl: database.url,
    mirrorFolder,
    dataFolder: folder,
    settled: () => settled(lab, database.db),
    runs: (sha, repo = repository) => readRuns(company, sha, repo),
    writes: (from) => writesOf(lab, from),
    async sweep() {
      const report = await server.sweep();
      await settled(lab, database.db);
      return report;
    },
    async close() {
      await server.stop();
      await database.close();
      await lab.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configOf(lab: Lab, { gate }: Company, databaseUrl: string, dataFolder: string): Config {
  const app = { id: gate.app.id, privateKey: gate.privateKey };
  return {
    github: { apiUrl: lab.apiUrl, serverUrl: lab.url, token: null, app, proxy: null },
    webhookSecrets: [gate.webhookSecret],
    login: null,
    databaseUrl,
    dataFolder,
    publicUrl: null,
    evidence: { logKey: null, previousLogKey: null, attestKey: null },
    port: 0,
    host: "127.0.0.1",
    log: { level: "silent", format: "json" },
    mirrorFolder: null,
    settle: 0,
    retentionDays: 2557,
    backupFolder: null,
  };
}

/** Whatever is delivered is queued before it is acknowledged, and whatever a job does is delivered before it ends. */
async function settled(lab: Lab, database: Kysely<Schema>): Promise<void> {
  for (;;) {
    await lab.webhooks.settled();
    const delivered = lab.webhooks.log.length;
    const { rows } =
      await sql`select 1 from pgboss.job where state < 'completed' and start_after <= now() + interval '5 s'
      and name in ('deliveries', 'evaluate', 'landings', 'deliveries-dead', 'evaluate-dead', 'merge-groups', 'merge-groups-dead') limit 1`.execute(
        database,
      );
    await lab.webhooks.settled();
    if (rows.length === 0 && lab.webhooks.log.length === delivered) return;
    await sleep(20);
  }
}

async function readRuns({ people, gate }: Company, sha: string, repo: string): Promise<GateRun[]> {
  const where = { owner: organization, repo, ref: sha, app_id: gate.app.id, filter: "all" } as const;
  const { data } = await people[owner].rest.checks.listForRef(where);
  const runs = data.check_runs.map(({ id, name, status, conclusion, output }) => {
    const { title, summary, text } = output;
    return { id, name, status, conclusion, title: title ?? "", summary: summary ?? "", text: text ?? "" };
  });
  return runs.sort((a, b) => b.id - a.id);
}

function writesOf(lab: Lab, from: number): string[] {
  const own = lab.requests.entries.slice(from).filter(({ method, actor }) => {
    return method !== "GET" && actor.kind === "installation" && actor.user.login === "mergewarden[bot]";
  });
  return own.map(({ route }) => route);
}
