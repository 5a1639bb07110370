import { randomUUID } from "node:crypto";
import type { Io } from "./cli/io.ts";
import { readRecord } from "./evidence/identity-record.ts";
import { withEvidence } from "./open-evidence.ts";
import { operatorName } from "./operator.ts";
import { evidenceLeaves, evidenceLog, loggedTenants } from "./storage/evidence-log.ts";

/**
 * `mergewarden evidence`: every record on standard output, a line each in its canonical form; the last of each log is that
 * somebody looked. 0 done · 2 configuration.
 */
export function showEvidence(io: Pick<Io, "out" | "error">, json: boolean): Promise<number> {
  return withEvidence(io, async (db) => {
    const [log, at, id, by] = [evidenceLog(db), new Date(), randomUUID(), operatorName()];
    for (const tenant of await loggedTenants(db))
      await log.append(readRecord({ tenant, what: "evidence", by, at, id }));
    let count = 0;
    if (json) io.out("[");
    for await (const leaf of evidenceLeaves(db)) io.out(`${json && count++ > 0 ? "," : ""}${leaf}\n`);
    if (json) io.out("]\n");
    return 0;
  });
}
