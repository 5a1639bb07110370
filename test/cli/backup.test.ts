import { symlinkSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backup, restore } from "../../src/backup-evidence.ts";
import type { Live } from "../../src/cli/command-line.ts";
import { runCommandLine } from "../../src/cli/index.ts";
import { filesIn } from "../../src/handle-log.ts";
import { signLog } from "../../src/storage/sign-log.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { appendAll, newSigning } from "../support/signing.ts";

let source: TestDatabase;
let folder: string;
let whole: string;
const environment = { ...process.env };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backup-"));
  whole = join(folder, "whole");
  process.env.MERGEWARDEN_DATA = folder;
  source = await openTestDatabase();
  await appendAll(source.db, 7, ["a", "b"]);
  await signLog(source.db, 7, newSigning());
  expect(await run(source, "backup", "--out", whole)).toMatchObject({ status: 0, errors: "" });
});
afterAll(async () => {
  process.env = environment;
  await source.close();
  await rm(folder, { recursive: true });
});

/** Runs the command as the command line does, on a database. */
async function run(database: TestDatabase, ...args: string[]) {
  process.env.DATABASE_URL = database.url;
  const [out, errors]: [string[], string[]] = [[], []];
  const io = {
    out: (text: string) => void out.push(text),
    error: (text: string) => void errors.push(text),
    hasColours: false,
    stdin: process.stdin,
  };
  const live = {
    backup: (path, json) => backup(path, { version: "1.0.0", json }, io),
    restore: (path, options) => restore(path, options, io),
  } satisfies Partial<Live> as Live;
  const status = await runCommandLine(args, { io, controls: [], version: "1.0.0", live });
  return { status, out: out.join(""), errors: errors.join("") };
}

/** A file whose first bytes find no room. */
function onFullDisk(name: string): string {
  symlinkSync("/dev/full", join(folder, `${name}.part`));
  return join(folder, name);
}

async function drillDatabases() {
  const { rows } = await sql`select 1 from pg_database where datname like 'mergewarden_drill_%'`.execute(source.db);
  return rows.length;
}

test("backup --json tells what is in the file", async () => {
  const path = join(folder, "json");
  const { status, out } = await run(source, "backup", "--out", path, "--json");
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ path, rows: { evidence: 4, log_checkpoints: 1 } });
});

test.for<[string, () => string]>([
  ["a file that is there already", () => whole],
  ["a folder that is not there", () => join(folder, "none", "file")],
  ["a disk that is full", () => onFullDisk("full")],
])("backup to %s → 2", async ([, pathOf]) => {
  const path = pathOf();
  const { status, out, errors } = await run(source, "backup", "--out", path);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(errors).toContain(path);
});

test("restore --json tells what was restored; a database that holds something is refused", async () => {
  const target = await openTestDatabase();
  try {
    const { status, out } = await run(target, "restore", whole, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ drill: false, rows: { evidence: 4 }, logs: [{ account: 7, size: 4 }] });
    const again = await run(target, "restore", whole);
    expect(again).toMatchObject({ status: 1, out: "", errors: expect.stringContaining("not empty") });
    expect(await run(target, "restore", whole, "--replace")).toMatchObject({ status: 0 });
  } finally {
    await target.close();
  }
});

test("restore --drill tries it beside a database in use, and leaves nothing", async () => {
  const { status, out } = await run(source, "restore", whole, "--drill");
  expect(status).toBe(0);
  expect(out).toMatch(/can be restored; nothing was changed\.\nLog of account 7: 4 records, as they were signed\.\n$/);
  expect(await drillDatabases()).toBe(0);
});

test("the server went on since → a drill says what would be lost, a restore is refused and says what to do", async () => {
  const later = newSigning();
  await appendAll(source.db, 8, ["a"]);
  const old = join(folder, "old");
  await run(source, "backup", "--out", old);
  await signLog(source.db, 8, { ...later, files: filesIn(folder) });
  const drilled = await run(source, "restore", old, "--drill");
  expect(drilled).toMatchObject({ status: 0, errors: "" });
  expect(drilled.out).toMatch(
    /Log of account 8: 1 records, as they were signed\. Since then it went on to \d records: what came after this backup would be lost\.\n/,
  );
  const json = JSON.parse((await run(source, "restore", old, "--drill", "--json")).out);
  expect(json.logs).toContainEqual({ account: 8, size: 1, behind: expect.stringContaining("it went on to") });
  expect(await run(source, "restore", old, "--replace")).toMatchObject({
    status: 1,
    out: "",
    errors: expect.stringMatching(/would roll back the log of account 8 to 1 records.*\nTake a newer backup\. /),
  });
  expect(await drillDatabases()).toBe(0);
  await rm(join(folder, "checkpoints"), { recursive: true });
});

test("restore --drill of a log that is not the one that was signed → 1, and leaves nothing", async () => {
  const other = newSigning();
  const target = await openTestDatabase();
  await appendAll(target.db, 7, ["another"]);
  await signLog(target.db, 7, { ...other, files: filesIn(folder) });
  await target.close();
  expect(await run(source, "restore", whole, "--drill")).toMatchObject({
    status: 1,
    out: "",
    errors: expect.stringContaining("is not the one of the last checkpoint in the data folder"),
  });
  expect(await drillDatabases()).toBe(0);
  await rm(join(folder, "checkpoints"), { recursive: true });
});

test("restore where the last checkpoint in the data folder cannot be read → 2, with what to do", async () => {
  await filesIn(folder).write(7, "no checkpoint\n");
  const { status, out, errors } = await run(source, "restore", whole, "--drill");
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(errors).toMatch(/cannot be read as a checkpoint\. Restore it from a backup/);
  await rm(join(folder, "checkpoints"), { recursive: true });
});

test("restore --drill as a user who may make no database → 2", async () => {
  const name = new URL(source.url.replace("@/", "@localhost/")).pathname.slice(1);
  await sql`create role no_drill_${sql.raw(name)} login superuser`.execute(source.db);
  const url = source.url.replace("mergewarden@", `no_drill_${name}@`);
  await sql`alter role no_drill_${sql.raw(name)} nosuperuser`.execute(source.db);
  await sql`grant mergewarden to no_drill_${sql.raw(name)}`.execute(source.db);
  expect(await run({ ...source, url }, "restore", whole, "--drill")).toMatchObject({
    status: 2,
    errors: expect.stringContaining("no database can be made for the drill: permission denied"),
  });
  await sql`drop role no_drill_${sql.raw(name)}`.execute(source.db);
});

test.for<[string, string[]]>([
  ["no backup", ["junk", "--replace"]],
  ["no backup, in a drill", ["junk", "--drill"]],
  ["no file", ["nowhere", "--replace"]],
  ["both a drill and --replace", ["whole", "--drill", "--replace"]],
])("restore of %s → 2", async ([, [file = "", ...options]]) => {
  await writeFile(join(folder, "junk"), "no backup\n");
  const { status, out, errors } = await run(source, "restore", join(folder, file), ...options);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(errors).not.toBe("");
  expect(await drillDatabases()).toBe(0);
});
