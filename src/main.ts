import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommandLine } from "./cli/index.ts";
import { controls } from "./controls/index.ts";

const root = join(import.meta.dirname, "..");
const io = {
  out: (text: string) => void process.stdout.write(text),
  error: (text: string) => void process.stderr.write(text),
  hasColours: process.stdout.isTTY && process.stdout.hasColors(),
  stdin: process.stdin,
};

/** The demo needs the lab, which is in a checkout of the sources only. */
async function demo(once: boolean): Promise<number> {
  const script = join(root, "demo", "main.ts");
  if (!existsSync(script)) {
    io.error("the demo is part of the sources: clone the repository and run `npm run demo` there\n");
    return 1;
  }
  const child = spawn(process.execPath, [script, ...(once ? ["--once"] : [])], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void child.kill(signal));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

async function serve(): Promise<number> {
  const status = await (await import("./serve.ts")).serve(io, version);
  // A request that GitHub never answers must not keep a process that has stopped.
  setTimeout(() => process.exit(status), 1000).unref();
  return status;
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

// What talks to GitHub or PostgreSQL is loaded only by the commands that do: the others start at once.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  io,
  controls,
  version,
  live: {
    demo,
    serve,
    doctor: async (repository, json) => (await import("./live-doctor.ts")).liveDoctor(repository, json, io),
    propose: async (repository, json) => (await import("./live-proposal.ts")).liveProposal(repository, json, io),
    backup: async (path, json) => (await import("./backup-evidence.ts")).backup(path, { version, json }, io),
    restore: async (path, options) => (await import("./backup-evidence.ts")).restore(path, options, io),
    evidence: async (json) => (await import("./show-evidence.ts")).showEvidence(io, json),
    evidenceKeys: async (json) => (await import("./show-keys.ts")).showKeys(io, json),
    eraseEvidence: async (options) => (await import("./erase-evidence.ts")).eraseEvidence(options, io),
    holdEvidence: async (options) => (await import("./hold-evidence.ts")).hold(options, io),
    newLog: async (options) => (await import("./change-log.ts")).newLog(options, io),
    revokeKey: async (key, options) => (await import("./change-log.ts")).revoke(key, options, io),
    exportEvidence: async (options) => (await import("./export-evidence.ts")).exportEvidence(options, io, version),
    recordSample: async (draw) => (await import("./record-sample.ts")).recordSample(draw, io),
    facts: async (pullRequest) => (await import("./live.ts")).liveFacts(pullRequest, io),
    simulate: async (pullRequest, options) => (await import("./live.ts")).liveSimulate(pullRequest, options, io),
  },
});
