import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

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

/** What the evidence log holds: how many decisions, and the changes that landed. */
export type Evidence = { decisions: number; landings: Landing[] };

type Landing = {
  pull: number;
  /** `pass`: the gate had allowed this very head. */
  decision: string;
  /** The record of the decision; null: there is none. */
  decidedBy: number | null;
};

/** Reads the evidence log as an operator with access to the database would: there is no page of it yet. */
export async function readEvidence(folder: string): Promise<Evidence> {
  const client = new Client({ host: runningIn(folder)?.socket, port: 5432, user: "mergewarden", database: "postgres" });
  await client.connect();
  try {
    const decisions = await client.query("select count(*)::int as count from evidence where kind = 'gate.decided'");
    const landings = await client.query<Landing>(
      `select (body #>> '{pr,number}')::int as pull, body #>> '{policy,decision}' as decision,
         (body #>> '{policy,decided_seq}')::int as "decidedBy"
       from evidence where kind = 'change.landed' order by seq`,
    );
    return { decisions: decisions.rows[0].count, landings: landings.rows };
  } finally {
    await client.end();
  }
}

/** What PostgreSQL wrote of itself, for as long as it runs: https://www.postgresql.org/docs/current/storage-file-layout.html */
function runningIn(folder: string): { pid: number; socket: string } | null {
  try {
    const lines = readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 1 ? { pid, socket: lines[4] ?? "" } : null;
  } catch {
    return null;
  }
}
