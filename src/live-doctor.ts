import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { tellExaminations } from "./cli/commands/doctor.ts";
import type { Io } from "./cli/io.ts";
import { ConfigError } from "./config.ts";
import { type Connection, connectTo, noMemory } from "./connect.ts";
import { controls } from "./controls/index.ts";
import { type Examination, examinationsOf } from "./doctor/examination.ts";
import { examineApp, type Manifest } from "./doctor/examine-app.ts";
import { examineRepository } from "./doctor/examine-repository.ts";
import { isUnavailable } from "./domain/readable.ts";
import { examineBackups } from "./examine-backups.ts";
import { examineLogs } from "./examine-logs.ts";
import type { AppClients, GitHub } from "./github/client.ts";
import { readApp } from "./github/doctor/read-app.ts";
import { readRepository } from "./github/doctor/read-repository.ts";
import { RateLimited } from "./github/errors.ts";
import type { GatingOptions } from "./github/landings/gating.ts";
import { createPolicyReader } from "./github/policy-reader.ts";
import { seenRepositories } from "./github/sweep/installations.ts";
import { examineMirrors } from "./open-mirrors.ts";
import type { RepositoryRef } from "./pipeline/ports.ts";

/** `mergewarden doctor [OWNER/REPO]`. Returns the exit status: 0 fine · 1 something to do · 2 usage · 3 could not read. */
export async function liveDoctor(repository: string | undefined, json: boolean, io: Io): Promise<number> {
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository ?? "") ?? [];
  if (repository !== undefined && (owner === undefined || name === undefined)) {
    io.error(`expected a repository as OWNER/REPO, got ${JSON.stringify(repository)}\n`);
    return 2;
  }
  try {
    const connection = connectTo(process.env);
    const examinations = [
      ...(await examineOwnApp(connection)),
      ...(await attempt("the evidence logs", () => examineLogs(process.env))),
      ...(await attempt("the backups", () => examineBackups(process.env))),
      ...(await examineMirrors(process.env)),
      ...(owner === undefined || name === undefined
        ? await examineAll(connection)
        : await examineOne(connection, owner, name)),
    ];
    return tellExaminations(examinations, json, io);
  } catch (error) {
    io.error(`${reason(error)}\n`);
    return error instanceof ConfigError ? 2 : 3;
  }
}

const withoutApp = "Not looked at: that takes the app's own credentials (APP_ID, PRIVATE_KEY)";

async function examineOwnApp({ clients }: Connection): Promise<Examination[]> {
  const { unknown, toDo } = examinationsOf("the app");
  if (clients === null) return [unknown(withoutApp)];
  try {
    return examineApp(await readApp(await clients.app()), readManifest(), process.env.MERGEWARDEN_URL ?? null);
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    return [
      toDo(
        `GitHub does not answer these credentials: ${reason(error)}`,
        "Check APP_ID, PRIVATE_KEY and GITHUB_API_URL.",
      ),
    ];
  }
}

async function examineOne(connection: Connection, owner: string, name: string): Promise<Examination[]> {
  return attempt(`${owner}/${name}`, async () => {
    const { github, ref } = await connection.repository(owner, name);
    return examineThere(github, ref);
  });
}

/** Every repository that the app sees. */
async function examineAll({ clients }: Connection): Promise<Examination[]> {
  if (clients === null) return [];
  const { installations } = await readApp(await clients.app());
  if (isUnavailable(installations)) return [];
  const found: Examination[] = [];
  for (const { id, account, isSuspended } of installations) {
    if (!isSuspended) found.push(...(await attempt(account, () => examineInstallation(clients, id))));
  }
  return found;
}

async function examineInstallation(clients: AppClients, id: number): Promise<Examination[]> {
  const github = await clients.installation(id);
  const found: Examination[] = [];
  for (const { repository } of (await seenRepositories(github, id)).active) {
    const { owner, name } = repository;
    found.push(...(await attempt(`${owner}/${name}`, () => examineThere(github, repository))));
  }
  return found;
}

async function examineThere(github: GitHub, ref: RepositoryRef): Promise<Examination[]> {
  const options: GatingOptions = { policies: noMemory, reader: createPolicyReader(controls), controls };
  return examineRepository(await readRepository(github, ref, options));
}

/** What cannot be read of one thing keeps nobody from looking at the next. */
async function attempt(about: string, examine: () => Promise<Examination[]>): Promise<Examination[]> {
  try {
    return await examine();
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    return [examinationsOf(about).unknown(`Could not be read: ${reason(error)}`)];
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readManifest(): Manifest {
  const text = readFileSync(join(import.meta.dirname, "..", "app.yml"), "utf8");
  const { default_permissions: permissions, default_events: events } = parse(text) as {
    default_permissions: Record<string, string>;
    default_events: string[];
  };
  return { permissions, events };
}
