import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendEvidence } from "../../src/storage/evidence-log.ts";
import { hashReader } from "../../src/storage/log-tree.ts";
import { currentLog, newestCheckpoint } from "../../src/storage/logs.ts";
import { type Signing, signLog } from "../../src/storage/sign-log.ts";
import { openCheckpoint } from "../../src/transparency/checkpoints.ts";
import { emptyFrontier, extend, leafHash, rootAt, rootOf } from "../../src/transparency/merkle.ts";
import { noteSigner } from "../../src/transparency/notes.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { appendAll, newSigning, tamper } from "../support/signing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

let tenants = 100;
function newTenant(): number {
  tenants += 1;
  return tenants;
}

const names = (count: number) => Array.from({ length: count }, () => randomUUID());

async function leavesOf(tenant: number): Promise<Buffer[]> {
  const own = database.db.selectFrom("evidence").select("leaf").where("tenant", "=", String(tenant));
  return (await own.orderBy("seq").execute()).map(({ leaf }) => leaf);
}

function rootOver(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOf(leaves.reduce((frontier, leaf) => extend(frontier, leafHash(leaf)), emptyFrontier));
}

async function noteOf(tenant: number, number = 1): Promise<string> {
  return (await newestCheckpoint(database.db, { tenant, number }))?.note ?? "";
}

/** A log of `before` records, signed; then `after` more, which are not. */
async function signedLog(before: number, after = 0): Promise<{ tenant: number; signing: Signing }> {
  const [tenant, signing] = [newTenant(), newSigning()];
  await appendAll(database.db, tenant, names(before));
  await signLog(database.db, tenant, signing);
  await appendAll(database.db, tenant, names(after));
  return { tenant, signing };
}

test("the keys come into the log, then its root is signed under its origin, in the database and outside of it", async () => {
  const { tenant, signing } = await signedLog(3);
  const leaves = await leavesOf(tenant);
  expect(leaves.map((leaf) => JSON.parse(leaf.toString()).kind).slice(3)).toEqual(["key.rotated", "key.rotated"]);
  const origin = `gate.example.com/gh-${tenant}/log1`;
  const { vkey } = noteSigner(origin, signing.keys.logKey);
  const note = await noteOf(tenant);
  expect(openCheckpoint(note, [vkey])).toMatchObject({ origin, size: 5, root: rootOver(leaves) });
  expect(await signing.files.read(tenant)).toBe(note);
  expect(await signing.files.tenants()).toEqual([tenant]);
});

test("a log grows by whole and partial tiles, its hashes are those of the leaves, and nothing new signs nothing", async () => {
  const { tenant, signing } = await signedLog(251);
  for (const count of [1, 2, 1, 260]) {
    await appendAll(database.db, tenant, names(count));
    await signLog(database.db, tenant, signing);
  }
  const leaves = await leavesOf(tenant);
  expect(leaves).toHaveLength(517);
  const read = hashReader(database.db, { tenant, number: 1 });
  for (const size of [1, 255, 256, 257, 512, 517]) {
    expect(await rootAt(size, read)).toEqual(rootOver(leaves.slice(0, size)));
  }
  await expect(read(0, 517)).rejects.toThrow(RangeError);
  expect(await signLog(database.db, tenant, signing)).toBe(517);
  const notes = database.db.selectFrom("log_checkpoints").select("size").where("tenant", "=", String(tenant));
  expect(await notes.execute()).toHaveLength(5);
});

test("many who start a log at once start one", async () => {
  for (const tenant of Array.from({ length: 50 }, newTenant)) {
    const all = Array.from({ length: 8 }, () => currentLog(database.db, tenant, "gate.example.com"));
    expect(new Set((await Promise.all(all)).map(({ origin }) => origin)).size).toBe(1);
  }
});

test("two signers at once sign one history, while others append", async () => {
  const tenant = newTenant();
  const signing = newSigning();
  await Promise.all([
    appendAll(database.db, tenant, names(20)),
    ...Array.from({ length: 8 }, () => signLog(database.db, tenant, signing)),
  ]);
  const size = (await leavesOf(tenant)).length;
  await expect.poll(() => signLog(database.db, tenant, signing)).toBe(size);
  const own = database.db.selectFrom("log_checkpoints").selectAll().where("tenant", "=", String(tenant));
  const leaves = await leavesOf(tenant);
  for (const { size, root } of await own.execute()) expect(root).toEqual(rootOver(leaves.slice(0, Number(size))));
});

test("an append does not wait for the signer, and a second signer leaves the log to the first", async () => {
  const { tenant, signing } = await signedLog(1, 1);
  async function write(...given: Parameters<typeof signing.files.write>): Promise<void> {
    await appendAll(database.db, tenant, names(1));
    expect(await signLog(database.db, tenant, signing)).toBeNull();
    await signing.files.write(...given);
  }
  expect(await signLog(database.db, tenant, { ...signing, files: { ...signing.files, write } })).toBe(4);
  expect(await leavesOf(tenant)).toHaveLength(5);
});

test("records that are not committed yet are not signed", async () => {
  const { tenant, signing } = await signedLog(1);
  const occurredAt = new Date();
  await database.db.transaction().execute(async (transaction) => {
    await appendEvidence(transaction, { kind: "app.started", key: "late", tenant, occurredAt, body: {} });
    expect(await signLog(database.db, tenant, signing)).toBe(3);
  });
  expect(await signLog(database.db, tenant, signing)).toBe(4);
});

test.for([
  ["records deleted", "delete from evidence where tenant = T and seq >= 5", "ROLLED_BACK"],
  [
    "records deleted with what was signed of them",
    "delete from evidence where tenant = T and seq >= 5; ROLL",
    "ROLLED_BACK",
  ],
  [
    "everything deleted",
    "delete from evidence where tenant = T; delete from logs where tenant = T; ROLL",
    "ROLLED_BACK",
  ],
  ["another log put in its place", "update logs set origin = 'other/log1' where tenant = T", "OTHER_LOG"],
  ["a checkpoint's root altered", "update log_checkpoints set root = sha256(root) where tenant = T", "TAMPERED"],
  ["hashes altered", "update log_hashes set hashes = sha256(hashes) where tenant = T", "TAMPERED"],
  ["hashes deleted", "delete from log_hashes where tenant = T", "TAMPERED"],
  ["a record after the signed ones altered", "update evidence set leaf = 'x' where tenant = T and seq = 9", "TAMPERED"],
  ["a record after the signed ones deleted", "delete from evidence where tenant = T and seq = 9", "TAMPERED"],
] as const)("%s → not signed", async ([, statements, code]) => {
  const { tenant, signing } = await signedLog(7, 3);
  const note = await signing.files.read(tenant);
  const all = statements.replace(
    "ROLL",
    "delete from log_checkpoints where tenant = T; delete from log_hashes where tenant = T",
  );
  await tamper(database.db, all.replaceAll("tenant = T", `tenant = ${tenant}`));
  await expect(signLog(database.db, tenant, signing)).rejects.toMatchObject({ name: "LogRefusal", code });
  expect(await signing.files.read(tenant)).toBe(note);
});

test("a database that was rolled back and went on is not signed, even when it has grown past the last checkpoint", async () => {
  const { tenant, signing } = await signedLog(7);
  const own = `where tenant = ${tenant}`;
  await tamper(
    database.db,
    `delete from evidence ${own} and seq = 8; delete from log_checkpoints ${own}; delete from log_hashes ${own}`,
  );
  await appendAll(database.db, tenant, names(5));
  await expect(signLog(database.db, tenant, signing)).rejects.toMatchObject({ code: "FORKED" });
});

test("what was signed and is lost before the database had it goes on as it was signed", async () => {
  const { tenant, signing } = await signedLog(4);
  const before = await signing.files.read(tenant);
  const own = `where tenant = ${tenant}`;
  await tamper(database.db, `delete from log_checkpoints ${own}; delete from log_hashes ${own}`);
  await appendAll(database.db, tenant, names(1));
  expect(await signLog(database.db, tenant, signing)).toBe(7);
  expect(await signing.files.read(tenant)).not.toBe(before);
});

test("a file of checkpoints that cannot be read is no reason to sign", async () => {
  const { tenant, signing } = await signedLog(1, 1);
  await signing.files.write(tenant, "gate.example.com\n");
  await expect(signLog(database.db, tenant, signing)).rejects.toMatchObject({ code: "CHECKPOINT_FILE" });
});
