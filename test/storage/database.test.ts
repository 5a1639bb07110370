import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { openDataFolder } from "../../src/storage/embedded/data-folder.ts";
import { stopServer } from "../../src/storage/embedded/server.ts";
import { createTestDatabase, silent } from "../support/database.ts";

let parent: string;
let dataFolder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "mergewarden-data-"));
  dataFolder = join(parent, "data");
});
afterEach(async () => {
  const folder = openDataFolder(dataFolder);
  await stopServer(folder);
  for (const path of [parent, folder.socket]) rmSync(path, { recursive: true, force: true });
});

function open() {
  return openDatabase({ databaseUrl: null, dataFolder, log: silent });
}
function serverProcess(): number {
  return Number(readFileSync(join(dataFolder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}
function runs(): boolean {
  try {
    return serverProcess() > 0;
  } catch {
    return false;
  }
}

test("processes that start at once share one server; the last one out stops it; nothing is lost", async () => {
  const [one, two, three] = await Promise.all([open(), open(), open()]);
  expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
  await sql`create table kept (x int)`.execute(one.db);
  await sql`insert into kept values (1)`.execute(two.db);
  const { rows } = await sql`show listen_addresses`.execute(three.db);
  expect(rows).toEqual([{ listen_addresses: "" }]);
  await one.close();
  await three.close();
  expect(runs()).toBe(true);
  await two.close();
  expect(runs()).toBe(false);
  const again = await open();
  expect((await sql`select x from kept`.execute(again.db)).rows).toEqual([{ x: 1 }]);
  await again.close();
});

test("a killed server is started again, and what was committed is there", async () => {
  const database = await open();
  await sql`create table kept as select 1 as x`.execute(database.db);
  const killed = serverProcess();
  process.kill(killed, "SIGKILL");
  const patience = { timeout: 30_000, interval: 50 };
  await vi.waitFor(() => expect(serverProcess()).not.toBe(killed), patience);
  const rows = await vi.waitFor(async () => (await sql`select * from kept`.execute(database.db)).rows, patience);
  expect(rows).toEqual([{ x: 1 }]);
  await database.close();
  expect(runs()).toBe(false);
});

test("the server outlives a killed process, and the next one uses it", async () => {
  const script = `
    const { openDatabase } = await import(${JSON.stringify(new URL("../../src/storage/database.ts", import.meta.url).href)});
    const { pino } = await import("pino");
    await openDatabase({ databaseUrl: null, dataFolder: ${JSON.stringify(dataFolder)}, log: pino({ level: "silent" }) });
    console.log("open");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const server = serverProcess();
  child.kill("SIGKILL");
  await once(child, "exit");
  const database = await open();
  expect(serverProcess()).toBe(server);
  await database.close();
  expect(runs()).toBe(false);
});

test("a process id that another program got after a crash does not stop the start", async () => {
  await (await open()).close();
  const other = spawn("sleep", ["60"], { cwd: "/" });
  const lines = [other.pid, join(dataFolder, "postgres"), 0, 5432, join(dataFolder, "socket"), "", "", "ready"];
  execFileSync("tee", [join(dataFolder, "postgres", "postmaster.pid")], { input: lines.join("\n"), stdio: "pipe" });
  const database = await open();
  expect(serverProcess()).not.toBe(other.pid);
  expect(other.exitCode).toBeNull();
  other.kill();
  await database.close();
});

test("a path too long for a socket works", async () => {
  dataFolder = join(parent, "x".repeat(120));
  const database = await open();
  expect(database.connection).toMatchObject({ host: expect.stringContaining(tmpdir()) });
  await database.close();
});

test("a folder that everybody may write to is refused", async () => {
  await expect(openDatabase({ databaseUrl: null, dataFolder: tmpdir(), log: silent })).rejects.toThrow("of its own");
});

test("an external database is brought up to date by four processes at once, and once", async () => {
  const databaseUrl = await createTestDatabase();
  const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ databaseUrl, dataFolder, log: silent })));
  const found = await opened[0]?.db.selectFrom("deliveries").select("guid").execute();
  expect(found).toEqual([]);
  for (const database of opened) await database.close();
});
