import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Outcome } from "./play.ts";
import { program, type Server } from "./server.ts";

const run = promisify(execFile);
const recordedWithin = 10_000;

/** A record of the evidence log, as far as the demo tells of it. */
export type EvidenceRecord = {
  seq: number;
  kind: string;
  occurred_at: string;
  body: { pr?: { number: number }; policy?: { decision: string; decided_seq: number | null } };
};

/** What `mergewarden evidence` tells, once every merge is on record or enough time has passed. */
export async function readEvidence({ folder }: Server, outcomes: readonly Outcome[]): Promise<EvidenceRecord[]> {
  const deadline = Date.now() + recordedWithin;
  for (;;) {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, MERGEWARDEN_DATA: folder };
    const { stdout } = await run(process.execPath, [program, "evidence", "--json"], {
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
    const records: EvidenceRecord[] = JSON.parse(stdout);
    if (outcomes.every((outcome) => isOnRecord(outcome, records)) || Date.now() > deadline) return records;
    await sleep(200);
  }
}

/** Whether a merge is on record with a decision that allowed it; what was not merged needs none. */
export function isOnRecord({ end, number }: Outcome, records: readonly EvidenceRecord[]): boolean {
  return (
    end !== "merged" ||
    landings(records).some(({ body }) => body.pr?.number === number && body.policy?.decision === "pass")
  );
}

/** The records of merges. */
export function landings(records: readonly EvidenceRecord[]): EvidenceRecord[] {
  return records.filter(({ kind }) => kind === "change.landed");
}
