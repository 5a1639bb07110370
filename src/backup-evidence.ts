import { existsSync } from "node:fs";
import type { Io } from "./cli/io.ts";
import { filesIn } from "./handle-log.ts";
import { withEvidence } from "./open-evidence.ts";
import { BackupError } from "./storage/backup/read.ts";
import { RestoreRefused, restoreBackup } from "./storage/backup/restore.ts";
import { writeBackup } from "./storage/backup/write.ts";

/** `mergewarden backup`: 0 done · 2 configuration, or the file is there already. */
export async function backup(path: string, version: string, io: Pick<Io, "out" | "error">): Promise<number> {
  if (existsSync(path)) {
    io.error(`${path} is there already\n`);
    return 2;
  }
  return withEvidence(io, async (db) => {
    const rows = await writeBackup(db, path, { version, now: new Date() });
    io.out(`${path}: ${rows.evidence} records of evidence, and what goes with them.\n`);
    return 0;
  });
}

/** `mergewarden restore`: 0 done · 1 refused, nothing changed · 2 no backup, or configuration. */
export async function restore(path: string, replace: boolean, io: Pick<Io, "out" | "error">): Promise<number> {
  return withEvidence(io, async (db, dataFolder) => {
    try {
      const { madeAt, logs } = await restoreBackup(db, path, { files: filesIn(dataFolder), replace });
      io.out(`Restored as of ${madeAt}.\n`);
      for (const { tenant, size } of logs) io.out(`Log of account ${tenant}: ${size} records, as they were signed.\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof BackupError || error instanceof RestoreRefused)) throw error;
      io.error(`${error.message}\n`);
      return error instanceof RestoreRefused ? 1 : 2;
    }
  });
}
