import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import type { Logger } from "pino";
import { joinEmbedded } from "./embedded/join.ts";
import type { ServerConnection } from "./embedded/server.ts";
import { migrate } from "./migrations/migrate.ts";
import type { Schema } from "./schema.ts";

export interface DatabaseOptions {
  /** External PostgreSQL 13 or later; null: embedded in the data folder. */
  databaseUrl: string | null;
  dataFolder: string;
  log: Logger;
}

/** How to connect: by an address, or by the embedded server's socket. */
export type Connection = ({ connectionString: string } | ServerConnection) & {
  connectionTimeoutMillis: number;
  application_name: string;
};

/** The open database. */
export interface Database {
  db: Kysely<Schema>;
  /** For those who connect themselves, such as the queue. */
  connection: Connection;
  /** Ends the connections. The embedded server stops when the last process on its folder closes. */
  close(): Promise<void>;
}

const oldestVersion = 13;
/** A delivery must be answered within 10 s: https://docs.github.com/en/webhooks/using-webhooks/handling-webhook-deliveries */
const connectionTimeoutMillis = 5000;

/** Connects to PostgreSQL, starts the embedded one if it is wanted and does not run, and brings the tables up to date. */
export async function openDatabase({ databaseUrl, dataFolder, log }: DatabaseOptions): Promise<Database> {
  const embedded = databaseUrl === null ? await joinEmbedded(dataFolder, log) : null;
  const target = embedded?.connection ?? { connectionString: databaseUrl ?? "" };
  const connection = { ...target, connectionTimeoutMillis, application_name: "mergewarden" };
  const pool = new Pool({ ...connection, max: 10 });
  let isClosing = false;
  // The error holds the whole client, with the key that cancels its queries.
  pool.on("error", ({ message }) => isClosing || log.warn({ problem: message }, "a database connection was lost"));
  // The pool does not listen to a client that it lent out: one lost between two queries would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  async function close(): Promise<void> {
    isClosing = true;
    await db.destroy();
    await embedded?.leave();
  }
  try {
    await requireVersion(pool);
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, connection, close };
}

async function requireVersion(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string }>("select current_setting('server_version_num') as version");
  const version = Math.floor(Number(rows[0]?.version) / 10_000);
  if (version < oldestVersion)
    throw new Error(`DATABASE_URL: expected PostgreSQL ${oldestVersion} or later, got ${version}`);
}
