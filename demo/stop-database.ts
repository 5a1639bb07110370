import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const stopsWithin = 20_000;

/** Stops the embedded PostgreSQL of a data folder, should the server not have done so: it was killed, say. */
export async function stopDatabase(data: string): Promise<void> {
  const deadline = Date.now() + stopsWithin;
  for (let pid = runningIn(data); pid !== null && Date.now() < deadline; pid = runningIn(data)) {
    try {
      process.kill(pid, "SIGINT");
    } catch {
      return;
    }
    await sleep(100);
  }
}

function runningIn(data: string): number | null {
  try {
    // The file is there as long as the server runs; its first line is the process.
    const pid = Number(readFileSync(join(data, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}
