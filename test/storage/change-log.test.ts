import { afterAll, beforeAll, expect, test } from "vitest";
import { revokeKey, startNewLog } from "../../src/storage/change-log.ts";
import { openEvidenceSource } from "../../src/storage/evidence-source.ts";
import { keyEntries } from "../../src/storage/log-keys.ts";
import { signLog } from "../../src/storage/sign-log.ts";
import { openCheckpoint } from "../../src/transparency/checkpoints.ts";
import { noteSigner } from "../../src/transparency/notes.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { appendAll, newKey, newSigning, tamper } from "../support/signing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const at = new Date("2026-11-23T12:00:00.000Z");
const originOf = (tenant: number, number = 1) => `gate.example.com/gh-${tenant}/log${number}`;

test.for([
  ["the end of the log", (own: string) => `delete from evidence where ${own} and seq > 3`],
  ["all tables", (own: string) => `delete from evidence where ${own}; delete from logs where ${own}`],
] as const)("lost %s → an operator starts log2, which says what was signed of log1", async ([, lose]) => {
  const [tenant, signing] = [newTenant(), newSigning()];
  await appendAll(database.db, tenant, ["a", "b", "c"]);
  await signLog(database.db, tenant, signing);
  const order = { files: signing.files, reason: "a disk was lost", at };
  expect(await startNewLog(database.db, tenant, order)).toEqual({ refused: "still good" });
  const own = `tenant = ${tenant}`;
  await tamper(
    database.db,
    `${lose(own)}; delete from log_checkpoints where ${own}; delete from log_hashes where ${own}`,
  );
  expect(await startNewLog(database.db, tenant, order)).toEqual({ origin: originOf(tenant, 2) });
  const size = await signLog(database.db, tenant, signing);
  const source = await openEvidenceSource(database.db, tenant);
  const { vkey } = noteSigner(originOf(tenant, 2), signing.keys.logKey);
  expect(openCheckpoint((await source?.checkpoint())?.note ?? "", [vkey])).toMatchObject({
    origin: originOf(tenant, 2),
    size,
  });
  const link = [];
  for await (const leaf of source?.leaves(0, 100, ["log.rotated"]) ?? [])
    link.push(JSON.parse(String(leaf.bytes)).body);
  expect(link).toMatchObject([{ origin: originOf(tenant, 2), previous: { origin: originOf(tenant), size: 5 } }]);
  expect(await signing.files.read(tenant)).toContain(originOf(tenant, 2));
});

test("a log that was never signed cannot be given up", async () => {
  const order = { files: newSigning().files, reason: "why not", at };
  expect(await startNewLog(database.db, newTenant(), order)).toEqual({ refused: "never signed" });
});

test("rotation: the new key signs, the old one co-signs, the log tells; the old key alone signs no more", async () => {
  const tenant = newTenant();
  const old = newSigning();
  await appendAll(database.db, tenant, ["a"]);
  await signLog(database.db, tenant, old);
  const keys = { ...old.keys, logKey: newKey("log"), previousLogKey: old.keys.logKey };
  await signLog(database.db, tenant, { ...old, keys });
  const vkeys = [old.keys.logKey, keys.logKey].map((key) => noteSigner(originOf(tenant), key).vkey);
  const source = await openEvidenceSource(database.db, tenant);
  const note = (await source?.checkpoint())?.note ?? "";
  expect(openCheckpoint(note, vkeys)).toMatchObject({ size: 4, signedBy: vkeys });
  expect(await keyEntries(database.db, tenant, 4)).toMatchObject([
    { use: "log", key: vkeys[0], from_seq: 1, to_seq: 3, status: "rotated" },
    { use: "attest", status: "current" },
    { use: "log", key: vkeys[1], from_seq: 3, to_seq: null, status: "current" },
  ]);
  await appendAll(database.db, tenant, ["b"]);
  await expect(signLog(database.db, tenant, old)).rejects.toMatchObject({ code: "KEY_REPLACED" });
});

test("revocation: good up to a size, once; the key signs no more, a new one does", async () => {
  const [tenant, signing] = [newTenant(), newSigning()];
  await appendAll(database.db, tenant, ["a"]);
  await signLog(database.db, tenant, signing);
  const { vkey } = noteSigner(originOf(tenant), signing.keys.logKey);
  const order = { key: vkey, trustUpTo: 2, at };
  await expect(revokeKey(database.db, tenant, { ...order, trustUpTo: 4 })).rejects.toThrow("3 records");
  expect(await revokeKey(database.db, tenant, { ...order, key: "other" })).toBe(false);
  expect(await revokeKey(database.db, tenant, order)).toBe(true);
  expect(await revokeKey(database.db, tenant, order)).toBe(false);
  await expect(signLog(database.db, tenant, signing)).rejects.toMatchObject({ code: "KEY_REVOKED" });
  expect(await signLog(database.db, tenant, { ...signing, keys: { ...signing.keys, logKey: newKey("log") } })).toBe(5);
  const [revoked, , current] = await keyEntries(database.db, tenant, 5);
  expect(revoked).toMatchObject({ key: vkey, to_seq: 2, status: "revoked" });
  expect(current).toMatchObject({ use: "log", from_seq: 4, status: "current" });
});

let tenants = 500;
function newTenant(): number {
  tenants += 1;
  return tenants;
}
