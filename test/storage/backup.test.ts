import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RestoreRefused, restoreBackup } from "../../src/storage/backup/restore.ts";
import { backedUp, leftOut } from "../../src/storage/backup/tables.ts";
import { writeBackup } from "../../src/storage/backup/write.ts";
import { checkpointFiles } from "../../src/storage/checkpoint-files.ts";
import type { Schema } from "../../src/storage/schema.ts";
import { signLog } from "../../src/storage/sign-log.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { appendAll, newSigning } from "../support/signing.ts";

let source: TestDatabase;
let folder: string;
const signing = newSigning();
const made = { version: "1.0.0", now: new Date("2026-11-23T10:00:00.000Z") };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backup-"));
  source = await openTestDatabase();
  await appendAll(source.db, 7, ["a", "b", "c"]);
  await signLog(source.db, 7, signing);
  await source.db
    .insertInto("pushes")
    .values({
      repository_id: 9_007_199_254_740_991,
      number: 1,
      before: "a",
      after: "\\b",
      pusher_id: 3,
      pusher_login: "é\n",
      pusher_type: "User",
    })
    .execute();
  await writeBackup(source.db, join(folder, "whole"), made);
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true });
});

const none = () => checkpointFiles(join(folder, "no-checkpoints"));

async function inNew<T>(run: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  const target = await openTestDatabase();
  try {
    return await run(target.db);
  } finally {
    await target.close();
  }
}

async function contentOf(db: Kysely<Schema>) {
  const found = backedUp.map(async (table) => {
    const { rows } = await sql`select * from ${sql.table(table)} t order by t::text`.execute(db);
    return [table, rows];
  });
  return Object.fromEntries(await Promise.all(found));
}

test("every table is either backed up or named as not", async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name not like 'kysely%'`.execute(source.db);
  expect([...backedUp, ...leftOut].sort()).toEqual(rows.map(({ name }) => name).sort());
});

test("what is restored is what was backed up, and goes on from there", async () => {
  await inNew(async (db) => {
    const restored = await restoreBackup(db, join(folder, "whole"), { files: signing.files, replace: false });
    expect(restored.logs).toEqual([{ tenant: 7, size: 5, problem: null, behind: null }]);
    expect(await contentOf(db)).toEqual(await contentOf(source.db));
    await appendAll(db, 7, ["d"]);
    expect(await signLog(db, 7, signing)).toBe(6);
    await db
      .insertInto("pushes")
      .values({
        repository_id: 1,
        number: 2,
        before: "a",
        after: "b",
        pusher_id: 3,
        pusher_login: "x",
        pusher_type: "User",
      })
      .execute();
    await expect(sql`delete from evidence`.execute(db)).rejects.toThrow("append-only");
  });
});

test("a database that holds something is left as it is, unless it is given up", async () => {
  await inNew(async (db) => {
    await appendAll(db, 8, ["other"]);
    const before = await contentOf(db);
    await expect(restoreBackup(db, join(folder, "whole"), { files: none(), replace: false })).rejects.toThrow(
      "not empty",
    );
    expect(await contentOf(db)).toEqual(before);
    await restoreBackup(db, join(folder, "whole"), { files: none(), replace: true });
    expect(await contentOf(db)).toEqual(await contentOf(source.db));
  });
});

test("a backup that ends before the last external checkpoint is refused, and nothing is kept of it", async () => {
  const later = newSigning();
  await inNew(async (db) => {
    await appendAll(db, 9, ["a"]);
    await signLog(db, 9, later);
    await writeBackup(db, join(folder, "old"), made);
    await appendAll(db, 9, ["b"]);
    await signLog(db, 9, later);
  });
  await inNew(async (db) => {
    const restoring = restoreBackup(db, join(folder, "old"), { files: later.files, replace: false });
    await expect(restoring).rejects.toThrow(
      "would roll back the log of account 9 to 3 records: it went on to 4 records",
    );
    await expect(restoring).rejects.toBeInstanceOf(RestoreRefused);
    expect(Object.values(await contentOf(db)).flat()).toEqual([]);
    const drill = { files: later.files, replace: false, mayBeBehind: true };
    const { logs } = await restoreBackup(db, join(folder, "old"), drill);
    expect(logs).toEqual([{ tenant: 9, size: 3, problem: null, behind: "it went on to 4 records" }]);
  });
});

test.for([
  { what: "cut", change: (text: string) => text.slice(0, text.length / 2), problem: "breaks off" },
  { what: "changed", change: (text: string) => text.replace('"tenant":7', '"tenant":6'), problem: "digest differs" },
  {
    what: "without a row",
    change: (text: string) => text.replace(/.*"pusher_login".*\n/, ""),
    problem: "digest differs",
  },
  { what: "something else", change: () => "{}\n{}\n", problem: "no backup" },
  { what: "empty", change: () => "", problem: "empty" },
])("a file that is $what is refused", async ({ what, change, problem }) => {
  const path = join(folder, what.replaceAll(" ", "-"));
  await writeFile(path, gzipSync(change(gunzipSync(await readFile(join(folder, "whole"))).toString("utf8"))));
  await inNew(async (db) => {
    await expect(restoreBackup(db, path, { files: none(), replace: false })).rejects.toMatchObject({
      name: "BackupError",
      message: expect.stringContaining(problem),
    });
  });
});

test("a backup whose log was altered and digest redone is refused: the root is not the one that was signed", async () => {
  const { createHash } = await import("node:crypto");
  const lines = gunzipSync(await readFile(join(folder, "whole")))
    .toString("utf8")
    .split("\n")
    .slice(0, -2);
  const altered = lines
    .map((line) => line.replace(/"leaf":"\\\\x7b22/, '"leaf":"\\\\x7b20'))
    .map((line) => `${line}\n`)
    .join("");
  expect(altered).not.toBe(lines.map((line) => `${line}\n`).join(""));
  const rows = Object.fromEntries(backedUp.map((table) => [table, 0]));
  let table = "";
  for (const line of lines.slice(1)) {
    const next = /^\{"table":"([a-z_]+)"\}$/.exec(line)?.[1];
    if (next === undefined) rows[table] = (rows[table] ?? 0) + 1;
    else table = next;
  }
  const end = JSON.stringify({ rows, sha256: createHash("sha256").update(altered).digest("hex") });
  await writeFile(join(folder, "forged"), gzipSync(`${altered}${end}\n`));
  await inNew(async (db) => {
    const restoring = restoreBackup(db, join(folder, "forged"), { files: none(), replace: false });
    await expect(restoring).rejects.toThrow("is not the one of its last checkpoint in the backup");
  });
});
