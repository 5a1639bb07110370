import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actorMark } from "../../src/evidence/personal.ts";
import type { EvidenceLog, EvidenceRecord } from "../../src/pipeline/ports.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let log: EvidenceLog;
beforeAll(async () => {
  database = await openTestDatabase();
  log = evidenceLog(database.db);
});
afterAll(() => database.close());

const occurredAt = new Date("2026-11-23T10:00:00.000Z");
let tenants = 0;
function newTenant(): number {
  tenants += 1;
  return tenants;
}
function record(given: Partial<EvidenceRecord> & { tenant: number }): EvidenceRecord {
  return { kind: "gate.decided", key: "k", occurredAt, body: { head: "a" }, ...given };
}

test("numbers run from 0 without a gap, per tenant, however many append at once", async () => {
  const [one, other] = [newTenant(), newTenant()];
  const keys = Array.from({ length: 25 }, (_, key) => String(key));
  const found = await Promise.all(keys.map((key) => log.append(record({ tenant: one, key }))));
  expect(found.sort((a, b) => a - b)).toEqual(keys.map(Number));
  expect(await log.append(record({ tenant: other }))).toBe(0);
});

test("a record that fails leaves no gap", async () => {
  const tenant = newTenant();
  await log.append(record({ tenant, key: "first" }));
  await expect(log.append(record({ tenant, key: "float", body: { x: 0.5 } }))).rejects.toThrow("safe integer");
  await expect(log.append(record({ tenant, key: "long", body: "x".repeat(33_000) }))).rejects.toThrow("documents");
  expect(await log.append(record({ tenant, key: "second" }))).toBe(1);
});

test("the same key appends once, also at once", async () => {
  const tenant = newTenant();
  const found = await Promise.all([1, 2, 3].map(() => log.append(record({ tenant, key: "same" }))));
  expect(found).toEqual([0, 0, 0]);
});

test("with a subject, the same key appends once in a row", async () => {
  const tenant = newTenant();
  const subject = "pull-request/1/2";
  const appended: number[] = [];
  for (const key of ["pending", "pending", "success", "pending", "pending"]) {
    appended.push(await log.append(record({ tenant, key, subject, body: { key } })));
  }
  expect(appended).toEqual([0, 0, 1, 2, 2]);
  expect(await log.last(tenant, subject)).toEqual({ seq: 2, body: { key: "pending" } });
  expect(await log.last(tenant, "pull-request/1/3")).toBeNull();
});

test("of records that are appended at once, one that cannot be fails alone", async () => {
  const tenant = newTenant();
  const bodies = [{ x: 1 }, { x: 0.5 }, "x".repeat(33_000), ...Array.from({ length: 40 }, (_, x) => ({ x }))];
  const found = await Promise.allSettled(
    bodies.map((body, index) => log.append(record({ tenant, key: String(index), body }))),
  );
  const seqs = found.map((one) => (one.status === "fulfilled" ? one.value : null));
  expect(seqs).toEqual([0, null, null, ...Array.from({ length: 40 }, (_, index) => index + 1)]);
});

test("records that are appended at once see each other: keys, subjects, and who is new", async () => {
  const tenant = newTenant();
  const subject = "pull-request/1/2";
  const by = actorMark({ id: 7, login: "ada", type: "User" });
  const keys = ["first", "pending", "pending", "success", "pending"];
  const found = await Promise.all(keys.map((key) => log.append(record({ tenant, key, subject, body: { key, by } }))));
  // Who is new is told of right before.
  expect(found).toEqual([1, 2, 2, 3, 4]);
  expect(await log.append(record({ tenant, key: "pending", subject, body: { by } }))).toBe(4);
});

test("A56 the leaf is canonical, complete and hashed; documents are kept by their digest", async () => {
  const tenant = newTenant();
  const document = Buffer.from('{"facts":"…"}');
  const body = { z: 1, a: ["\u0000", "ü"] };
  await log.append(record({ tenant, body, documents: [document, document] }));
  const row = await database.db
    .selectFrom("evidence")
    .selectAll()
    .where("tenant", "=", String(tenant))
    .executeTakeFirstOrThrow();
  const recordedAt = row.recorded_at.toISOString();
  expect(row.leaf.toString()).toBe(
    `{"body":{"a":["\\u0000","ü"],"z":1},"kind":"gate.decided","occurred_at":"2026-11-23T10:00:00.000Z",` +
      `"recorded_at":"${recordedAt}","seq":0,"tenant":"gh:${tenant}","v":1}`,
  );
  expect(row.sha256).toEqual(createHash("sha256").update(row.leaf).digest());
  const documents = await database.db
    .selectFrom("evidence_documents")
    .selectAll()
    .where("tenant", "=", String(tenant))
    .execute();
  expect(documents).toMatchObject([{ bytes: document, sha256: createHash("sha256").update(document).digest() }]);
});

test.for([
  "update evidence set kind = 'x'",
  "delete from evidence",
  "truncate evidence",
  "delete from evidence_documents",
])("A56 %s is refused", async (statement) => {
  await expect(sql.raw(statement).execute(database.db)).rejects.toThrow("append-only");
});
