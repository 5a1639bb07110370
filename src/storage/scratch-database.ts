import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Logger } from "pino";
import { type Database, openDatabase } from "./database.ts";

/** Thrown where the database's user may not make another one. */
export class NoScratchDatabase extends Error {
  override readonly name = "NoScratchDatabase";
}

/** Runs in a new database with all tables, on the same server; it is dropped whatever happens. */
export async function inScratchDatabase<T>(
  { db, connection }: Database,
  log: Logger,
  run: (db: Database["db"]) => Promise<T>,
): Promise<T> {
  const name = `mergewarden_drill_${randomUUID().replaceAll("-", "")}`;
  await sql`create database ${sql.id(name)}`.execute(db).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NoScratchDatabase(`no database can be made for the drill: ${reason}`, { cause });
  });
  try {
    const scratch = await openDatabase({ databaseUrl: addressOf(connection, name), dataFolder: "", log });
    try {
      return await run(scratch.db);
    } finally {
      await scratch.close();
    }
  } finally {
    await sql`drop database ${sql.id(name)}`.execute(db);
  }
}

/** The address of another database on the same server. */
function addressOf(connection: Database["connection"], name: string): string {
  if ("connectionString" in connection) {
    return connection.connectionString.replace(/^([a-z]+:\/\/[^/?#]*)(\/[^?#]*)?/, `$1/${name}`);
  }
  const { host, port, user, password } = connection;
  const secret = encodeURIComponent(password);
  return `postgres://${user}:${secret}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
}
