import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { asAccount } from "./account.ts";
import { type DataFolder, socketPort } from "./data-folder.ts";
import { findPrograms, type Programs } from "./programs.ts";

/** How to connect to the server: by its socket's folder. */
export interface ServerConnection {
  host: string;
  port: number;
  user: string;
  database: string;
  password: string;
}

const startTimeout = 60_000;
const stopTimeout = 20_000;

/**
 * Connects to the data folder's PostgreSQL, and starts it if it does not run. The server is a process of its own that
 * outlives this one: whoever comes next on the same folder finds it by its socket. Throws with the end of its log if
 * it does not start within a minute.
 */
export async function ensureServer(folder: DataFolder): Promise<ServerConnection> {
  const deadline = Date.now() + startTimeout;
  for (;;) {
    const running = await connectionOf(folder);
    if (running !== null) return running;
    const failure = forgetForeignProcess(folder) ? await start(folder, deadline) : "it is starting or stopping";
    if (failure === null) continue;
    // Another process may have started it first, or its last one has not quite gone yet.
    if (Date.now() > deadline || !/starting or stopping|lock file|shared memory/.test(failure)) {
      throw new Error(`The embedded PostgreSQL does not start:\n${failure}`);
    }
    await sleep(25);
  }
}

/** Stops the folder's PostgreSQL: transactions are rolled back, nothing committed is lost. Resolves when it is gone. */
export async function stopServer(folder: DataFolder): Promise<void> {
  const pid = readPidFile(folder)?.pid;
  if (pid === undefined || !isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + stopTimeout;
  while (isAlive(pid) && readPidFile(folder)?.pid === pid) {
    if (Date.now() > deadline) throw new Error(`The embedded PostgreSQL (process ${pid}) does not stop`);
    await sleep(10);
  }
}

/** How to connect to the running server, or null. Throws if something else answers on its socket. */
async function connectionOf(folder: DataFolder): Promise<ServerConnection | null> {
  const host = readPidFile(folder)?.socket;
  if (!host) return null;
  const config = { host, port: socketPort, user: "mergewarden", database: "postgres", password: "" };
  const client = new Client({ ...config, connectionTimeoutMillis: 5000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    if (realpathSync(rows[0]?.folder ?? "") === realpathSync(folder.database)) return config;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
  throw new Error(`Another PostgreSQL answers on ${host}`);
}

/** What PostgreSQL wrote of itself: https://www.postgresql.org/docs/current/storage-file-layout.html */
function readPidFile(folder: DataFolder): { pid: number; socket: string | undefined } | null {
  try {
    const lines = readFileSync(join(folder.database, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), socket: lines[4] };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Whether no server runs on the folder. After a crash another program may have got the old server's process id, and
 * PostgreSQL would wait for it for ever (every container counts from 1). Linux tells: a server's working directory is
 * its database.
 */
function forgetForeignProcess(folder: DataFolder): boolean {
  const pid = readPidFile(folder)?.pid;
  if (pid === undefined || !isAlive(pid)) return true;
  if (process.platform !== "linux" || workingDirectory(pid) === folder.database) return false;
  rmSync(join(folder.database, "postmaster.pid"), { force: true });
  return true;
}

function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** Whether the process exists and is one that may have been started here: another user's is not. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Makes the database beside its place and moves it there whole, so that a crash leaves all of it or nothing. */
async function initialise(folder: DataFolder, { initdb }: Programs): Promise<void> {
  if (existsSync(join(folder.database, "PG_VERSION"))) return;
  const fresh = `${folder.database}.${randomUUID()}`;
  const options = ["--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C", "--no-instructions"];
  const failure = await run(folder, initdb, ["-D", fresh, "-U", "mergewarden", ...options]).ended;
  try {
    if (failure !== null) throw new Error(`initdb failed:\n${failure}`);
    if (!existsSync(folder.database)) renameSync(fresh, folder.database);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST"))) {
      throw error;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Starts the server, on a new database if there is none. Resolves with null once it answers, or with the end of its log when it ended instead. */
async function start(folder: DataFolder, deadline: number): Promise<string | null> {
  const programs = findPrograms();
  await initialise(folder, programs);
  const settings = {
    listen_addresses: "",
    port: String(socketPort),
    unix_socket_directories: folder.socket,
    unix_socket_permissions: "0700",
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = run(folder, programs.postgres, ["-D", folder.database, ...options]);
  let failure: string | null | undefined;
  void server.ended.then((text) => {
    failure = text ?? "it ended at once";
  });
  while (Date.now() < deadline) {
    if (failure !== undefined) return failure;
    if ((await connectionOf(folder)) !== null) {
      server.child.unref();
      return null;
    }
    await sleep(15);
  }
  server.child.kill("SIGINT");
  return `no answer within ${startTimeout / 1000} s`;
}

/** Runs a program of PostgreSQL in a session of its own, with none of this process's environment: it holds secrets. */
function run(folder: DataFolder, file: string, given: readonly string[]) {
  const command = asAccount({ file, arguments: given }, folder.account, [file, folder.root]);
  const log = openSync(folder.log, "a", 0o600);
  const before = fstatSync(log).size;
  const child = spawn(command.file, [...command.arguments], {
    ...command.account,
    cwd: "/",
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const ended = new Promise<string | null>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code) => resolve(code === 0 ? null : textAfter(folder.log, before)));
  });
  return { ended, child };
}

function textAfter(path: string, start: number): string {
  return existsSync(path) ? readFileSync(path).subarray(start).toString().trim() : `${path} is gone`;
}
