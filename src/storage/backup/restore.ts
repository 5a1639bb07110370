import { type Kysely, sql, type Transaction } from "kysely";
import type { CheckpointFiles } from "../checkpoint-files.ts";
import { migrations } from "../migrations/migrate.ts";
import type { Schema } from "../schema.ts";
import { type CheckedLog, checkLogs } from "./check-logs.ts";
import { BackupError, readBackup } from "./read.ts";
import { backedUp } from "./tables.ts";
import type { BackupHeader } from "./write.ts";

/** How to restore. */
export interface RestoreOptions {
  /** The last checkpoints outside the database. */
  files: CheckpointFiles;
  /** Give up what the database holds. */
  replace: boolean;
  /** Restore a log, too, of which more was signed since: nobody goes on with it. */
  mayBeBehind?: boolean;
}

/** Why nothing was restored, though the file is a good backup. */
export class RestoreRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "RestoreRefused";
  }
}

/** What was restored, and which logs were found whole. */
export interface Restored {
  madeAt: string;
  rows: Record<string, number>;
  logs: CheckedLog[];
}

/** How many rows are written at once. */
const page = 200;

/**
 * Restores a backup into the tables, all or nothing: the logs are computed anew and held against their checkpoints before
 * anything is kept. Throws {@link BackupError}, or {@link RestoreRefused}; then the database is as it was.
 */
export async function restoreBackup(db: Kysely<Schema>, path: string, options: RestoreOptions): Promise<Restored> {
  return db.transaction().execute(async (transaction) => {
    await clear(transaction, options.replace);
    const { header, rows } = await load(transaction, path);
    const logs = await checkLogs(transaction, options.files);
    const wrong = logs.flatMap(({ problem }) => problem ?? []);
    if (!options.mayBeBehind) wrong.push(...logs.flatMap(rollBackOf));
    if (wrong.length > 0) throw new RestoreRefused(wrong.join("\n"));
    for (const table of backedUp) await sql`alter table ${sql.table(table)} enable trigger user`.execute(transaction);
    return { madeAt: header.made_at, rows, logs };
  });
}

function rollBackOf({ tenant, size, behind }: CheckedLog): string[] {
  if (behind === null) return [];
  return [
    `the backup would roll back the log of account ${tenant} to ${size} records: ${behind}, by the last checkpoint in the data folder.`,
    "Take a newer backup. Where there is none: docs/operations.md, Restoring.",
  ];
}

async function clear(db: Transaction<Schema>, replace: boolean): Promise<void> {
  for (const table of backedUp) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0 && !replace) {
      throw new RestoreRefused(`the database is not empty: ${table} has rows. --replace gives up what it holds.`);
    }
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
  }
  await sql`truncate ${sql.join(backedUp.map((table) => sql.table(table)))}`.execute(db);
}

async function load(db: Transaction<Schema>, path: string) {
  let header: BackupHeader | null = null;
  let waiting: { table: string; rows: string[] } = { table: "", rows: [] };
  const counted: Record<string, number> = {};
  for await (const part of readBackup(path)) {
    if (part.kind === "header") {
      header = part.header;
      requireSameForm(header);
      continue;
    }
    const isOther = part.kind === "end" || part.table !== waiting.table;
    if (isOther || waiting.rows.length === page) {
      await insert(db, waiting);
      waiting = { table: part.kind === "end" ? "" : part.table, rows: [] };
    }
    if (part.kind === "end") requireCounts(counted, part.end.rows);
    else {
      waiting.rows.push(part.json);
      counted[part.table] = (counted[part.table] ?? 0) + 1;
    }
  }
  if (header === null) throw new BackupError("the file is no backup of mergewarden");
  for (const table of ["pushes", "review_decisions"]) await continueNumbers(db, table);
  return { header, rows: counted };
}

function requireSameForm({ migrations: made, version }: BackupHeader): void {
  if (made.join() === Object.keys(migrations).join()) return;
  throw new BackupError(`the backup's tables have another form: restore it with mergewarden ${String(version)}`);
}

function requireCounts(counted: Record<string, number>, told: Record<string, number>): void {
  const wrong = Object.keys(told).filter((table) => told[table] !== (counted[table] ?? 0));
  if (wrong.length > 0) throw new BackupError(`the backup lacks rows of ${wrong.join(", ")}`);
}

async function insert(db: Transaction<Schema>, { table, rows }: { table: string; rows: string[] }): Promise<void> {
  if (rows.length === 0) return;
  if (!(backedUp as readonly string[]).includes(table))
    throw new BackupError(`the backup has a table unknown here: ${table}`);
  const all = `[${rows.join(",")}]`;
  await sql`insert into ${sql.table(table)} overriding system value
    select * from json_populate_recordset(null::${sql.table(table)}, ${all}::json)`.execute(db);
}

async function continueNumbers(db: Transaction<Schema>, table: string): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(${table}, 'seq'), max(seq)) from ${sql.table(table)} having max(seq) > 0`.execute(
    db,
  );
}
