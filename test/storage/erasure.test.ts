import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../src/domain/facts.ts";
import { canonicalBytes, sha256 } from "../../src/evidence/canonical.ts";
import { actorMark, committed } from "../../src/evidence/personal.ts";
import { commitmentTo } from "../../src/evidence/seal.ts";
import { type ErasureOrder, eraseAccount } from "../../src/storage/erasure.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { openEvidenceSource } from "../../src/storage/evidence-source.ts";
import { signLog } from "../../src/storage/sign-log.ts";
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from "../../src/transparency/merkle.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { newSigning } from "../support/signing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const occurredAt = new Date("2026-11-23T10:00:00.000Z");
const at = new Date("2026-11-23T12:00:00.000Z");
const ada: Actor = { id: 12, login: "ada", type: "User" };
const bob: Actor = { id: 13, login: "bob", type: "User" };
const robot: Actor = { id: 14, login: "robot[bot]", type: "Bot" };
const order: ErasureOrder = { accountId: ada.id, basis: "Art. 17(1)(b)", by: "root@gate", at };

let tenants = 100;
/** A log in which ada and bob decided, wrote, and are named by others. */
async function filled(): Promise<number> {
  tenants += 1;
  const tenant = tenants;
  const log = evidenceLog(database.db);
  const documents = [{ author: ada }, { author: bob }, { author: robot }, { text: "thanks, @Ada" }].map(canonicalBytes);
  for (const [index, document] of documents.entries()) {
    const body = { facts: sha256(document) };
    await log.append({ kind: "gate.decided", tenant, key: `d${index}`, occurredAt, body, documents: [document] });
  }
  const bodies = [
    { by: actorMark(bob), title: committed("written by ada", ada) },
    { by: actorMark(ada), title: committed("written by bob", bob) },
    { by: actorMark(robot), title: committed("bob names @ada", bob) },
    { by: actorMark(ada), title: committed("nobody's own") },
    { by: actorMark(bob), title: committed("nobody's, of others") },
  ];
  for (const [index, body] of bodies.entries()) {
    await log.append({ kind: "change.landed", tenant, key: `c${index}`, occurredAt, body });
  }
  return tenant;
}

async function stored(tenant: number) {
  const { db } = database;
  const own = String(tenant);
  const rows = await db.selectFrom("evidence").selectAll().where("tenant", "=", own).orderBy("seq").execute();
  const disclosures = await db.selectFrom("disclosures").selectAll().where("tenant", "=", own).orderBy("seq").execute();
  const people = await db.selectFrom("pseudonyms").selectAll().where("tenant", "=", own).orderBy("seq").execute();
  const documents = await db.selectFrom("evidence_documents").select("bytes").where("tenant", "=", own).execute();
  return { rows, disclosures, people, texts: documents.map(({ bytes }) => bytes.toString()).sort() };
}

test("an erased person is forgotten, and no leaf is another one: every proof still holds", async () => {
  const tenant = await filled();
  const before = await stored(tenant);
  const pseudonym = before.people.find((person) => person.login === "ada")?.pseudonym;
  expect(await eraseAccount(database.db, tenant, order)).toEqual({
    tenant,
    pseudonym,
    disclosures: 3,
    documents: 2,
    decisions: 2,
  });
  const after = await stored(tenant);
  expect(after.rows.slice(0, before.rows.length)).toEqual(before.rows);
  expect(after.texts).toEqual(
    ['{"author":{"id":13,"login":"bob","type":"User"}}', canonical({ author: robot })].sort(),
  );
  expect(after.people.find((person) => person.pseudonym === pseudonym)).toMatchObject({
    account_id: null,
    login: null,
    salt: null,
  });
  const left = after.disclosures.filter(({ seq }) => Number(seq) < before.rows.length);
  expect(left.map(({ value }) => JSON.parse(value))).toEqual(["written by bob", "nobody's, of others"]);
  expect(JSON.stringify(after.rows.map(({ leaf }) => leaf.toString()))).not.toMatch(/\bada\b/i);
});

const canonical = (value: unknown) => Buffer.from(canonicalBytes(value)).toString();

test("every proof from before an erasure verifies after it, and the log goes on from there", async () => {
  const tenant = await filled();
  const signing = newSigning();
  const from = (await signLog(database.db, tenant, signing)) ?? 0;
  const source = await openEvidenceSource(database.db, tenant);
  if (source === null || from === 0) throw new Error("nothing was signed");
  const fromRoot = await rootAt(from, source.hash);
  const indexes = Array.from({ length: from }, (_, index) => index);
  const proofs = await Promise.all(indexes.map((index) => inclusionProof(index, from, source.hash)));

  expect(await eraseAccount(database.db, tenant, order)).toMatchObject({ documents: 2 });
  const to = (await signLog(database.db, tenant, signing)) ?? 0;
  expect(to).toBe(from + 1);
  for await (const { seq: index, bytes } of source.leaves(0, from)) {
    const claim = { index, size: from, leaf: leafHash(bytes), root: fromRoot, proof: proofs[index] ?? [] };
    expect(verifyInclusion(claim)).toBe(true);
  }
  const grown = { from, to, fromRoot, toRoot: await rootAt(to, source.hash) };
  expect(verifyConsistency({ ...grown, proof: await consistencyProof(from, to, source.hash) })).toBe(true);
});

test("what others said can still be opened; the erasure itself is on record", async () => {
  const tenant = await filled();
  const pseudonym = (await stored(tenant)).people.find((person) => person.login === "ada")?.pseudonym;
  await eraseAccount(database.db, tenant, order);
  const { rows, disclosures } = await stored(tenant);
  for (const { seq, path, salt, value } of disclosures) {
    const { body } = JSON.parse(rows[Number(seq)]?.leaf.toString() ?? "");
    expect(body[path.slice("/body/".length)]).toBe(commitmentTo(salt, JSON.parse(value)));
  }
  const last = rows.at(-1);
  expect(last).toMatchObject({ kind: "identity.erased", body: { pseudonym, documents: 2, decisions: 2 } });
  expect(last?.leaf.toString()).not.toMatch(/\b(Art|root)\b/);
});

test("whoever comes back gets another pseudonym", async () => {
  const tenant = await filled();
  const pseudonym = (await stored(tenant)).people.find((person) => person.login === "ada")?.pseudonym;
  await eraseAccount(database.db, tenant, order);
  expect(await eraseAccount(database.db, tenant, order)).toBeNull();
  const body = { by: actorMark(ada) };
  await evidenceLog(database.db).append({ kind: "gate.decided", tenant, key: "again", occurredAt, body });
  const again = (await stored(tenant)).people.find((person) => person.login === "ada")?.pseudonym;
  expect(again).toMatch(/^u_/);
  expect(again).not.toBe(pseudonym);
});

test("whom only documents name is erased by the id", async () => {
  tenants += 1;
  const documents = [canonicalBytes({ author: ada }), canonicalBytes({ text: "ada" })];
  const entry = { kind: "gate.decided", tenant: tenants, key: "d", occurredAt, body: {}, documents } as const;
  await evidenceLog(database.db).append(entry);
  expect(await eraseAccount(database.db, tenants, order)).toMatchObject({ pseudonym: null, documents: 1 });
});

test("under a legal hold nothing goes, until it is over", async () => {
  const tenant = await filled();
  const heldUntil = new Date("2026-11-24T00:00:00.000Z");
  await database.db.insertInto("legal_holds").values({ tenant, hold_until: heldUntil, basis: "audit" }).execute();
  const before = await stored(tenant);
  expect(await eraseAccount(database.db, tenant, order)).toEqual({ tenant, heldUntil });
  expect(await stored(tenant)).toEqual(before);
  expect(await eraseAccount(database.db, tenant, { ...order, at: heldUntil })).toMatchObject({ disclosures: 3 });
});

test.for<[string, number]>([
  ["an account that nobody knows", 999],
  ["a bot: it is no person", robot.id],
])("%s → nothing happens", async ([, accountId]) => {
  const tenant = await filled();
  const before = await stored(tenant);
  expect(await eraseAccount(database.db, tenant, { ...order, accountId })).toBeNull();
  expect(await stored(tenant)).toEqual(before);
});
