import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const stopsWithin = 20_000;

/** Stops the embedded PostgreSQL of a data folder, should the server not have done so: it was killed, say. */
export async function stopDatabase(folder: string): Promise<void> {
  const deadline = Date.now() + stopsWithin;
  for (let running = runningIn(folder); running !== null && Date.now() < deadline; running = runningIn(folder)) {
    try {
      process.kill(running.pid, "SIGINT");
    } catch {
      return;
    }
    await sleep(100);
  }
}

/** What PostgreSQL wrote of itself, for as long as it runs: https://www.postgresql.org/docs/current/storage-file-layout.html */
function runningIn(folder: string): { pid: number } | null {
  try {
    const [first] = readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n");
    const pid = Number(first);
    return Number.isInteger(pid) && pid > 1 ? { pid } : null;
  } catch {
    return null;
  }
}
