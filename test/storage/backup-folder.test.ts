import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { examineBackups } from "../../src/examine-backups.ts";
import { handleBackups } from "../../src/handle-backups.ts";
import { addBackup, backupsIn, requireBackupFolder } from "../../src/storage/backup/folder.ts";
import { restoreBackup } from "../../src/storage/backup/restore.ts";
import { openTestDatabase, silent, type TestDatabase } from "../support/database.ts";
import { appendAll, newSigning } from "../support/signing.ts";

let database: TestDatabase;
let path: string;
beforeAll(async () => {
  database = await openTestDatabase();
  await appendAll(database.db, 7, ["a"]);
});
afterAll(() => database.close());
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "backups-"));
});
afterEach(() => rm(path, { recursive: true }));

const hour = 3_600_000;
const noon = new Date("2026-11-24T12:13:00.000Z");
const never = () => new AbortController().signal;
const add = (now: Date, appId = 1001) =>
  addBackup(database.db, { path, appId }, { version: "1.0.0", now, signal: never() });
const server = (hasFailed = false) =>
  handleBackups({
    database: database.db,
    folder: { path, appId: 1001 },
    queue: { hasBackupFailed: () => Promise.resolve(hasFailed) },
    version: "1.0.0",
    log: silent,
  });

test("a backup is named after its time, and can be restored", async () => {
  const file = await add(noon);
  expect(file).toBe(join(path, "mergewarden-1001-20261124T121300Z.jsonl.gz"));
  expect(await readdir(path)).toEqual(["mergewarden-1001-20261124T121300Z.jsonl.gz"]);
  const target = await openTestDatabase();
  try {
    const restored = await restoreBackup(target.db, file, { files: newSigning().files, replace: false });
    expect(restored.madeAt).toBe(noon.toISOString());
  } finally {
    await target.close();
  }
});

test("the newest 28 are kept, and nothing goes that is not exactly one of them", async () => {
  const others = [
    "mergewarden-1002-20200101T000000Z.jsonl.gz",
    "mergewarden-1001-20200101T000000Z.jsonl.gz.bak",
    "mergewarden-1001-20200101T000000Z.json",
    "mergewarden-1001-20201301T000000Z.jsonl.gz",
    "mergewarden-1001-2020.jsonl.gz",
    "old-mergewarden-1001-20200101T000000Z.jsonl.gz",
    "mergewarden-1002-20200101T000000Z.jsonl.gz.part",
    "notes.txt",
  ];
  for (const name of others) await writeFile(join(path, name), "");
  await mkdir(join(path, "folder"));
  const nameAt = (time: number) =>
    `mergewarden-1001-${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z.jsonl.gz`;
  const earlier = Array.from({ length: 30 }, (_, index) => noon.getTime() - (index + 1) * 6 * hour);
  for (const time of earlier) await writeFile(join(path, nameAt(time)), "");
  const abandoned = [`${nameAt(noon.getTime() - 60 * hour)}.part`, `${nameAt(noon.getTime() - hour)}.part`];
  for (const name of abandoned) await writeFile(join(path, name), "");
  await add(noon);
  const kept = [noon.getTime(), ...earlier.slice(0, 27)].map(nameAt);
  expect((await readdir(path)).sort()).toEqual([...others, "folder", ...kept, abandoned[1]].sort());
  expect(await backupsIn({ path, appId: 1001 }, noon)).toEqual({ newest: noon, count: 28 });
});

test("a backup of the future is not taken for the newest: a clock was wrong", async () => {
  await add(new Date(noon.getTime() + 1000 * hour));
  expect(await backupsIn({ path, appId: 1001 }, noon)).toEqual({ newest: null, count: 0 });
});

test("one that is given up half-way leaves nothing", async () => {
  const stopping = new AbortController();
  stopping.abort(new Error("the server stops"));
  const given = { version: "1.0.0", now: noon, signal: stopping.signal };
  await expect(addBackup(database.db, { path, appId: 1001 }, given)).rejects.toThrow();
  expect(await readdir(path)).toEqual([]);
  const backups = server();
  backups.stop();
  await expect(backups.make(never())).rejects.toThrow();
  expect(await readdir(path)).toEqual([]);
  expect(await database.db.selectFrom("evidence").selectAll().execute()).not.toEqual([]);
});

test("a start makes one only where the newest is not young", async () => {
  const backups = server();
  await expect(backups.areMade()).rejects.toThrow("no backup of the last eight hours");
  expect(await backups.newest()).toBeNull();
  await backups.make(never());
  await backups.make(never());
  expect(await readdir(path)).toHaveLength(1);
  await backups.areMade();
  await expect(server(true).areMade()).rejects.toThrow("the last try to make a backup failed");
});

test("a folder that is gone, or is none → it fails, and says what to do", async () => {
  const gone = join(path, "gone");
  const backups = handleBackups({
    ...{ database: database.db, queue: { hasBackupFailed: () => Promise.resolve(false) } },
    ...{ folder: { path: gone, appId: 1001 }, version: "1.0.0", log: silent },
  });
  await expect(backups.make(never())).rejects.toThrow("ENOENT");
  await expect(backups.areMade()).rejects.toThrow("ENOENT");
  await expect(requireBackupFolder(gone)).rejects.toThrow("Make or mount the folder");
  await writeFile(gone, "");
  await expect(requireBackupFolder(gone)).rejects.toThrow("it is no folder");
});

test("doctor: nothing without BACKUP_FOLDER; else the newest, that there is none, that it is old, that the folder is gone", async () => {
  const environment = { APP_ID: "1001", BACKUP_FOLDER: path };
  expect(await examineBackups({ APP_ID: "1001" })).toEqual([]);
  expect(await examineBackups(environment)).toMatchObject([{ state: "to-do", found: expect.stringContaining("None") }]);
  await add(new Date(Date.now() - 9 * hour));
  expect(await examineBackups(environment)).toMatchObject([
    { state: "to-do", found: expect.stringContaining("The newest is of") },
  ]);
  await add(new Date());
  expect(await examineBackups(environment)).toMatchObject([{ state: "fine", found: expect.stringMatching(/^2 in /) }]);
  expect(await examineBackups({ ...environment, BACKUP_FOLDER: join(path, "gone") })).toMatchObject([
    { state: "to-do", remedy: expect.stringContaining("Make or mount the folder") },
  ]);
});
