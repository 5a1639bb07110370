import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalBytes, sha256 } from "../../src/evidence/canonical.ts";
import { committed } from "../../src/evidence/personal.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { holdEvidence, releaseEvidence } from "../../src/storage/legal-holds.ts";
import { expireEvidence } from "../../src/storage/retention.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const occurredAt = new Date("2026-11-23T10:00:00.000Z");
const documents = { old: { text: "old" }, shared: { text: "shared" }, snapshot: { text: "in force" } };
const order = { basis: "litigation", by: "root@gate", at: occurredAt };

/** Two old records and a snapshot, then the time that divides, then a young record. */
async function filled(tenant: number): Promise<Date> {
  const log = evidenceLog(database.db);
  const write = (key: string, kind: "gate.decided" | "policy.snapshot", document: object) => {
    const bytes = canonicalBytes(document);
    const body = { facts: sha256(bytes), title: committed(`title of ${key}`) };
    return log.append({ kind, tenant, key, occurredAt, body, documents: [bytes] });
  };
  await write("a", "gate.decided", documents.old);
  await write("b", "gate.decided", documents.shared);
  await write("c", "policy.snapshot", documents.snapshot);
  const rows = database.db.selectFrom("evidence").select("recorded_at").where("tenant", "=", String(tenant));
  const last = await rows.orderBy("seq", "desc").limit(1).executeTakeFirstOrThrow();
  const divide = new Date(last.recorded_at.getTime() + 1);
  // The database's clock gives the records their times.
  while ((await now()) < divide);
  await write("d", "gate.decided", documents.shared);
  return divide;
}

async function now(): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select date_trunc('milliseconds', clock_timestamp()) as now`.execute(
    database.db,
  );
  return rows[0]?.now ?? new Date(0);
}

async function stored(tenant: number) {
  const { db } = database;
  const own = String(tenant);
  const leaves = await db.selectFrom("evidence").select(["kind", "leaf", "body"]).where("tenant", "=", own).execute();
  const openings = await db.selectFrom("disclosures").select("value").where("tenant", "=", own).execute();
  const kept = await db.selectFrom("evidence_documents").select("bytes").where("tenant", "=", own).execute();
  return {
    leaves,
    words: openings.map(({ value }) => JSON.parse(value)).sort(),
    texts: kept.map(({ bytes }) => JSON.parse(bytes.toString()).text).sort(),
  };
}

test("what is old goes, but for what younger records and snapshots name; the leaves stay, and the log tells of it", async () => {
  const divide = await filled(1);
  const before = await stored(1);
  await expireEvidence(database.db, divide, occurredAt);
  const { leaves, words, texts } = await stored(1);
  expect(leaves.slice(0, before.leaves.length)).toEqual(before.leaves);
  expect(words).toEqual(["title of d"]);
  expect(texts).toEqual(["in force", "shared"]);
  const told = leaves.slice(before.leaves.length).map(({ kind, body }) => ({ kind, body }));
  const body = { before: divide.toISOString(), disclosures: 0, documents: 0 };
  expect(told).toEqual([
    { kind: "evidence.expired", body: { ...body, disclosures: 3 } },
    { kind: "evidence.expired", body: { ...body, documents: 1 } },
  ]);

  await expireEvidence(database.db, divide, occurredAt);
  expect((await stored(1)).leaves).toEqual(leaves);
});

test("under a legal hold nothing goes, until it is released", async () => {
  const divide = await filled(2);
  await holdEvidence(database.db, 2, new Date(occurredAt.getTime() + 1), order);
  const before = await stored(2);
  await expireEvidence(database.db, divide, occurredAt);
  expect(await stored(2)).toEqual(before);
  expect(await releaseEvidence(database.db, 2, order)).toBe(true);
  await expireEvidence(database.db, divide, occurredAt);
  expect((await stored(2)).texts).toEqual(["in force", "shared"]);
});

test("what is much goes in batches, and the log tells of each", async () => {
  const names = Array.from({ length: 1200 }, (_, name) => canonicalBytes({ name }));
  for (let from = 0; from < names.length; from += 300) {
    const some = names.slice(from, from + 300);
    const record = { tenant: 3, occurredAt, body: { lists: some.map(sha256) }, documents: some };
    await evidenceLog(database.db).append({ kind: "gate.decided", key: `lists ${from}`, ...record });
  }
  await expireEvidence(database.db, new Date(Date.now() + 60_000), occurredAt);
  const { leaves, texts } = await stored(3);
  expect(texts).toEqual([]);
  expect(leaves.slice(4).map(({ body }) => (body as { documents: number }).documents)).toEqual([500, 500, 200]);
});
