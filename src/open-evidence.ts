import { existsSync } from "node:fs";
import type { Io } from "./cli/io.ts";
import { ConfigError, readStorage } from "./config.ts";
import { createLogger } from "./log.ts";
import { reasonOf } from "./start-error.ts";
import { type Database, openDatabase } from "./storage/database.ts";
import { LogRefusal } from "./storage/log-refusal.ts";

/** Whether the environment says where the server's database is. */
export function isDatabaseNamed(): boolean {
  const { DATABASE_URL: url, MERGEWARDEN_DATA: folder } = process.env;
  return [url, folder].some((given) => given?.trim());
}

/**
 * Runs a command on the server's database, and closes it. Ends with 2 where the environment does not tell where it is, or it cannot be
 * opened, or its log is refused; it is never made anew.
 */
export async function withEvidence(
  io: Pick<Io, "error">,
  run: (db: Database["db"], dataFolder: string, environment: NodeJS.ProcessEnv, database: Database) => Promise<number>,
): Promise<number> {
  try {
    const log = createLogger({ level: "warn", format: "json", destination: process.stderr });
    const storage = readStorage(process.env);
    if (storage.databaseUrl === null && !existsSync(storage.dataFolder)) {
      io.error(
        `no such data folder: ${storage.dataFolder}. MERGEWARDEN_DATA or DATABASE_URL tells where the server's is.\n`,
      );
      return 2;
    }
    const place = storage.databaseUrl === null ? `in ${storage.dataFolder} (MERGEWARDEN_DATA)` : "of DATABASE_URL";
    const database = await openDatabase({ ...storage, log }).catch((error: unknown) => {
      io.error(`the database ${place} cannot be opened: ${reasonOf(error)}\n`);
      return null;
    });
    if (database === null) return 2;
    try {
      return await run(database.db, storage.dataFolder, process.env, database);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof LogRefusal) io.error(`${error.message}. ${error.remedy}\n`);
    else if (error instanceof ConfigError) io.error(`${error.message}\n`);
    else throw error;
    return 2;
  }
}
