import { existsSync } from "node:fs";
import type { Io } from "./cli/io.ts";
import { isOfDisk } from "./disk-errors.ts";
import { filesIn } from "./handle-log.ts";
import { createLogger } from "./log.ts";
import { withEvidence } from "./open-evidence.ts";
import { BackupError } from "./storage/backup/read.ts";
import { type Restored, RestoreRefused, restoreBackup } from "./storage/backup/restore.ts";
import { writeBackup } from "./storage/backup/write.ts";
import { inScratchDatabase, NoScratchDatabase } from "./storage/scratch-database.ts";

/** `mergewarden backup`: 0 done · 2 configuration, or the file cannot be written, or is there already. */
export async function backup(
  path: string,
  { version, json }: { version: string; json: boolean },
  io: Pick<Io, "out" | "error">,
): Promise<number> {
  if (existsSync(path)) {
    io.error(`${path} is there already\n`);
    return 2;
  }
  return withEvidence(io, async (db) => {
    try {
      const rows = await writeBackup(db, path, { version, now: new Date() });
      if (json) io.out(`${JSON.stringify({ path, rows })}\n`);
      else
        io.out(
          `${path}: ${rows.evidence} records of evidence, and what goes with them. restore ${path} --drill tries it.\n`,
        );
      return 0;
    } catch (error) {
      if (!isOfDisk(error)) throw error;
      io.error(`${path} cannot be written: ${error.message}\n`);
      return 2;
    }
  });
}

/** `mergewarden restore`: 0 done · 1 refused, nothing changed · 2 no backup, or configuration. A drill ends in the same ways. */
export async function restore(
  path: string,
  { replace, drill, json }: { replace: boolean; drill: boolean; json: boolean },
  io: Pick<Io, "out" | "error">,
): Promise<number> {
  if (drill && replace) {
    io.error("--drill changes nothing: it does not go with --replace\n");
    return 2;
  }
  return withEvidence(io, async (db, dataFolder, _environment, database) => {
    const files = filesIn(dataFolder);
    const log = createLogger({ level: "warn", format: "json", destination: process.stderr });
    try {
      const restored = drill
        ? await inScratchDatabase(database, log, (scratch) =>
            restoreBackup(scratch, path, { files, replace: false, mayBeBehind: true }),
          )
        : await restoreBackup(db, path, { files, replace });
      io.out(told(restored, { drill, json }));
      return 0;
    } catch (error) {
      if (!(error instanceof BackupError || error instanceof RestoreRefused || error instanceof NoScratchDatabase)) {
        throw error;
      }
      io.error(`${error.message}\n`);
      return error instanceof RestoreRefused ? 1 : 2;
    }
  });
}

function told({ madeAt, rows, logs }: Restored, { drill, json }: { drill: boolean; json: boolean }): string {
  if (json) {
    const sizes = logs.map(({ tenant, size, behind }) => ({ account: tenant, size, behind }));
    return `${JSON.stringify({ drill, made_at: madeAt, rows, logs: sizes })}\n`;
  }
  const first = drill
    ? `The backup as of ${madeAt} can be restored; nothing was changed.`
    : `Restored as of ${madeAt}.`;
  const others = logs.map(({ tenant, size, behind }) => {
    const since = behind === null ? "" : ` Since then ${behind}: what came after this backup would be lost.`;
    return `Log of account ${tenant}: ${size} records, as they were signed.${since}`;
  });
  return [first, ...others, ""].join("\n");
}
