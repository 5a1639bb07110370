import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Kysely, sql, type Transaction } from "kysely";
import { migrations } from "../migrations/migrate.ts";
import type { Schema } from "../schema.ts";
import { syncFolder } from "../sync-folder.ts";
import { backedUp } from "./tables.ts";

/** The first line of a backup. */
export interface BackupHeader {
  backup: "mergewarden";
  v: 1;
  version: string;
  made_at: string;
  /** The tables' form. */
  migrations: string[];
}

/** The last line: how many rows of each table there were, and the SHA-256 of all lines before. */
export interface BackupEnd {
  rows: Record<string, number>;
  sha256: string;
}

/** How many rows are read at once. */
const page = 200;

/**
 * Writes a backup, compressed: one moment of the database, streamed. The file is there when it is whole and durable, and not before.
 */
export async function writeBackup(
  db: Kysely<Schema>,
  path: string,
  { version, now, signal }: { version: string; now: Date; signal?: AbortSignal },
): Promise<BackupEnd["rows"]> {
  const part = `${path}.part`;
  const header: BackupHeader = {
    backup: "mergewarden",
    v: 1,
    version,
    made_at: now.toISOString(),
    migrations: Object.keys(migrations),
  };
  try {
    const rows = await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute((transaction) => writeTo(part, transaction, header, signal));
    await rename(part, path);
    await syncFolder(dirname(path));
    return rows;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function writeTo(
  part: string,
  db: Transaction<Schema>,
  header: BackupHeader,
  signal?: AbortSignal,
): Promise<BackupEnd["rows"]> {
  const rows: BackupEnd["rows"] = {};
  const file = createWriteStream(part, { mode: 0o600, flush: true });
  await pipeline(Readable.from(linesOf(db, header, rows)), createGzip(), file, { ...(signal && { signal }) });
  return rows;
}

async function* linesOf(db: Transaction<Schema>, header: BackupHeader, rows: BackupEnd["rows"]) {
  const hash = createHash("sha256");
  const told = (line: string) => {
    hash.update(line);
    return line;
  };
  yield told(`${JSON.stringify(header)}\n`);
  for (const table of backedUp) {
    yield told(`${JSON.stringify({ table })}\n`);
    rows[table] = 0;
    for await (const found of pagesOf(db, table)) {
      rows[table] += found.length;
      yield told(found.map((row) => `${row}\n`).join(""));
    }
  }
  const end: BackupEnd = { rows, sha256: hash.digest("hex") };
  yield `${JSON.stringify(end)}\n`;
}

/** Rows as PostgreSQL writes them in JSON: a line each, and nothing of a number is lost on the way. */
async function* pagesOf(db: Transaction<Schema>, table: string): AsyncGenerator<string[]> {
  await sql`declare backup_rows no scroll cursor for select row_to_json(t)::text as row from ${sql.table(table)} t`.execute(
    db,
  );
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(page)} from backup_rows`.execute(db);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await sql`close backup_rows`.execute(db);
}
