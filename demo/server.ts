import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Lab } from "../lab/lab.ts";
import type { Company } from "./company.ts";
import { freePort } from "./free-port.ts";
import { stopDatabase } from "./stop-database.ts";

/** The app as a process of its own. */
export type Server = {
  url: string;
  /** Where it keeps what it must not lose. */
  folder: string;
  /** Stops it and its database, and removes what it kept. */
  stop: () => Promise<void>;
};

/** The command line of mergewarden. */
export const program = join(import.meta.dirname, "..", "bin", "mergewarden.mjs");
const readyWithin = 90_000;
const stopsWithin = 30_000;
const portAttempts = 5;

/** Starts `mergewarden serve` for a company and waits until it is ready. Throws with the end of its log if it is not. */
export async function startServer(lab: Lab, company: Company, signal?: AbortSignal): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "mergewarden-demo-"));
  for (let attempt = 1; ; attempt += 1) {
    const started = await start(lab, company, folder, signal);
    if (typeof started !== "string") return started;
    // Somebody else may have taken the port since it was found free.
    if (attempt < portAttempts && started.includes("EADDRINUSE")) continue;
    await remove(folder);
    signal?.throwIfAborted();
    throw new Error(`mergewarden did not start. The end of its log:\n${started}`);
  }
}

/** The server, or the end of its log. */
async function start(lab: Lab, company: Company, folder: string, signal?: AbortSignal): Promise<Server | string> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  company.gate.app.webhook.url = `${url}/api/github/webhooks`;
  const log = join(folder, "serve.log");
  const output = openSync(log, "a", 0o600);
  const env = environment(lab, company, port, folder);
  // Detached, so that Ctrl-C in a terminal reaches this process alone, which then stops the server in order.
  const child = spawn(process.execPath, [program, "serve"], { env, stdio: ["ignore", output, output], detached: true });
  closeSync(output);
  const killed = () => void child.kill("SIGKILL");
  process.once("exit", killed);
  const stop = async () => {
    await stopProcess(child);
    process.off("exit", killed);
    await stopDatabase(folder);
  };
  if (await isReady(url, child, signal)) return { url, folder, stop: () => stop().then(() => remove(folder)) };
  await stop();
  return readFileSync(log, "utf8").split("\n").slice(-20).join("\n");
}

/** Tries again where a program that was interrupted, initdb say, writes its last files. */
function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

function environment(lab: Lab, { gate }: Company, port: number, data: string): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR !== undefined && { TMPDIR }),
    ...(LANG !== undefined && { LANG }),
    APP_ID: String(gate.app.id),
    PRIVATE_KEY: gate.privateKey,
    WEBHOOK_SECRET: gate.webhookSecret,
    GITHUB_API_URL: lab.apiUrl,
    // The lab delivers at once, and nobody who watches the demo is to wait.
    LANDING_SETTLE: "0",
    GITHUB_SERVER_URL: lab.url,
    MERGEWARDEN_DATA: data,
    HOST: "127.0.0.1",
    PORT: String(port),
  };
}

async function isReady(url: string, child: ChildProcess, signal?: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + readyWithin;
  while (!signal?.aborted && Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return true;
    await sleep(100);
  }
  return false;
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopsWithin);
  await exited;
  clearTimeout(timer);
}
