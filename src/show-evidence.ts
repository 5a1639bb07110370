import { existsSync } from "node:fs";
import type { Io } from "./cli/io.ts";
import { ConfigError, readStorage } from "./config.ts";
import { createLogger } from "./log.ts";
import { openDatabase } from "./storage/database.ts";
import { evidenceLeaves } from "./storage/evidence-log.ts";

/** `mergewarden evidence`: every record on standard output, a line each in its canonical form. 0 done · 2 configuration. */
export async function showEvidence(io: Pick<Io, "out" | "error">, json: boolean): Promise<number> {
  try {
    const log = createLogger({ level: "warn", format: "json", destination: process.stderr });
    const storage = readStorage(process.env);
    if (storage.databaseUrl === null && !existsSync(storage.dataFolder)) {
      io.error(
        `no such data folder: ${storage.dataFolder}. MERGEWARDEN_DATA or DATABASE_URL tells where the server's is.\n`,
      );
      return 2;
    }
    const database = await openDatabase({ ...storage, log });
    try {
      let count = 0;
      if (json) io.out("[");
      for await (const leaf of evidenceLeaves(database.db)) io.out(`${json && count++ > 0 ? "," : ""}${leaf}\n`);
      if (json) io.out("]\n");
    } finally {
      await database.close();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    io.error(`${error.message}\n`);
    return 2;
  }
}
