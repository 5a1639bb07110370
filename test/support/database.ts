import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { pino } from "pino";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { openDataFolder } from "../../src/storage/embedded/data-folder.ts";
import { ensureServer } from "../../src/storage/embedded/server.ts";

export const silent = pino({ level: "silent" });

/** An empty database of its own on this run's PostgreSQL. */
export interface TestDatabase extends Database {
  /** As DATABASE_URL takes it. */
  url: string;
}

/** Creates a database on this run's PostgreSQL; returns its address. */
export async function createTestDatabase(): Promise<string> {
  const server = await ensureServer(openDataFolder(inject("databaseFolder")));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const client = new Client(server);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return `postgres://mergewarden@/${name}?host=${encodeURIComponent(server.host ?? "")}`;
}

/** Opens a new database with all tables. Close it when done. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const url = await createTestDatabase();
  return { ...(await openDatabase({ databaseUrl: url, dataFolder: "", log: silent })), url };
}
