import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Company } from "../../demo/company.ts";
import type { Lab } from "../../lab/lab.ts";

const program = join(import.meta.dirname, "..", "..", "bin", "mergewarden.mjs");

type Variables = Readonly<Record<string, string | undefined>>;

/** A run of the command line, as its own process. */
export interface Run {
  child: ChildProcess;
  /** All it wrote so far. */
  output: { stdout: string; stderr: string };
  /** How it ended: its exit status, or the signal. */
  ended: Promise<number | NodeJS.Signals>;
}

/** Starts `mergewarden` with nothing in its environment but what is given, and what any process needs. */
export function runProgram(args: readonly string[], env: Variables): Run {
  const { PATH, HOME, TMPDIR } = process.env;
  const base = { PATH, HOME, ...(TMPDIR !== undefined && { TMPDIR }) };
  const child = spawn(process.execPath, [program, ...args], { env: { ...base, ...env } });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return { child, output, ended };
}

/** The environment of a company's gate, at the most talkative log level, on any free port. */
export function environmentOf(lab: Lab, { gate }: Company): Variables {
  return {
    APP_ID: String(gate.app.id),
    PRIVATE_KEY: gate.privateKey,
    WEBHOOK_SECRET: gate.webhookSecret,
    GITHUB_API_URL: lab.apiUrl,
    GITHUB_SERVER_URL: lab.url,
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "trace",
  };
}

/** A server that is ready. */
export interface Served extends Run {
  url: string;
}

/** Starts `mergewarden serve` and waits until it is ready. Throws with its output if it ends before. */
export async function serve(env: Variables): Promise<Served> {
  const run = runProgram(["serve"], env);
  for (;;) {
    const [, port] = /"port":(\d+),[^\n]*"msg":"listening"/.exec(run.output.stdout) ?? [];
    const url = `http://127.0.0.1:${port}`;
    if (port !== undefined && (await fetch(`${url}/readyz`)).ok) return { ...run, url };
    if (run.child.exitCode !== null || run.child.signalCode !== null) {
      throw new Error(`it did not start:\n${run.output.stdout}${run.output.stderr}`);
    }
    await sleep(50);
  }
}

/** Sends a signal and waits for the end; kills what takes longer than the 25 s that a server has. */
export async function end({ child, ended }: Run, signal: NodeJS.Signals = "SIGTERM"): Promise<number | NodeJS.Signals> {
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), 25_000);
  const how = await ended;
  clearTimeout(timer);
  return how;
}
