import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../src/domain/facts.ts";
import { actorMark, committed, documentMark } from "../../src/evidence/personal.ts";
import { commitmentTo } from "../../src/evidence/seal.ts";
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
const ada: Actor = { id: 12, login: "ada", type: "User" };
const bob: Actor = { id: 13, login: "bob", type: "User" };
let tenants = 0;
function newTenant(): number {
  tenants += 1;
  return tenants;
}
function record(tenant: number, key: string, body: unknown): EvidenceRecord {
  return { kind: "gate.decided", tenant, key, occurredAt, body };
}

async function leavesOf(tenant: number) {
  const rows = await database.db
    .selectFrom("evidence")
    .select(["leaf", "kind"])
    .where("tenant", "=", String(tenant))
    .orderBy("seq")
    .execute();
  return rows.map(({ leaf, kind }) => ({ kind, ...JSON.parse(leaf.toString()) }));
}
const pseudonymsOf = (tenant: number) =>
  database.db.selectFrom("pseudonyms").selectAll().where("tenant", "=", String(tenant)).orderBy("seq").execute();

test("the first record that names an account is preceded by a leaf that commits to who it is", async () => {
  const tenant = newTenant();
  expect(await log.append(record(tenant, "a", { by: actorMark(ada), also: actorMark(ada) }))).toBe(1);
  expect(await log.append(record(tenant, "b", { by: actorMark({ ...ada, login: "renamed" }) }))).toBe(2);
  const [bound, first, second] = await leavesOf(tenant);
  const [row] = await pseudonymsOf(tenant);
  expect(row).toMatchObject({ account_id: "12", login: "ada", type: "User", seq: "0" });
  expect(row?.pseudonym).toMatch(/^u_[0-9A-HJKMNP-TV-Z]{13}$/);
  expect(row?.salt).toMatch(/^[0-9a-f]{32}$/);
  expect(bound).toMatchObject({
    kind: "identity.bound",
    tenant: `gh:${tenant}`,
    seq: 0,
    body: { pseudonym: row?.pseudonym, account: commitmentTo(row?.salt ?? "", ada) },
  });
  expect(first.body).toEqual({ by: row?.pseudonym, also: row?.pseudonym });
  expect(second.body.by).toBe(row?.pseudonym);
});

test("an account has another pseudonym in each log; a bot's is its id", async () => {
  const [one, other] = [newTenant(), newTenant()];
  const robot: Actor = { id: 49699333, login: "dependabot[bot]", type: "Bot" };
  for (const tenant of [one, other]) await log.append(record(tenant, "a", [actorMark(ada), actorMark(robot)]));
  const [first, second] = [await pseudonymsOf(one), await pseudonymsOf(other)];
  expect(first[0]?.pseudonym).not.toBe(second[0]?.pseudonym);
  expect([first[1]?.pseudonym, second[1]?.pseudonym]).toEqual(["b_49699333", "b_49699333"]);
});

test("eight who name the same account at once give it one pseudonym", async () => {
  const tenant = newTenant();
  const keys = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const found = await Promise.all(keys.map((key) => log.append(record(tenant, key, { by: actorMark(ada) }))));
  expect(found.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await pseudonymsOf(tenant)).toHaveLength(1);
  expect(new Set((await leavesOf(tenant)).slice(1).map(({ body }) => body.by)).size).toBe(1);
});

test("what opens a commitment is kept with its place and whose it is; it opens it", async () => {
  const tenant = newTenant();
  const title = "half \ud83d, \u0000 and ü";
  const seq = await log.append(record(tenant, "a", { pr: { title: committed(title, ada) }, key: committed({ n: 1 }) }));
  const leaf = (await leavesOf(tenant))[seq];
  const rows = await database.db
    .selectFrom("disclosures")
    .selectAll()
    .where("tenant", "=", String(tenant))
    .orderBy("path")
    .execute();
  const [{ pseudonym } = { pseudonym: "" }] = await pseudonymsOf(tenant);
  expect(rows.map(({ path, seq: at, pseudonym: of }) => [path, at, of])).toEqual([
    ["/body/key", String(seq), null],
    ["/body/pr/title", String(seq), pseudonym],
  ]);
  const [key, own] = rows.map(({ salt, value }) => commitmentTo(salt, JSON.parse(value)));
  expect(leaf.body).toEqual({ key, pr: { title: own } });
  expect(JSON.parse(rows[1]?.value ?? "")).toBe(title.toWellFormed());
});

test("a marked document is kept by its digest, with people by pseudonym", async () => {
  const tenant = newTenant();
  await log.append(record(tenant, "a", { items: documentMark([{ author: actorMark(ada) }, { author: null }]) }));
  const [bound, leaf] = await leavesOf(tenant);
  const { bytes, sha256 } = await database.db
    .selectFrom("evidence_documents")
    .selectAll()
    .where("tenant", "=", String(tenant))
    .executeTakeFirstOrThrow();
  expect(bytes.toString()).toBe(`[{"author":"${bound.body.pseudonym}"},{"author":null}]`);
  expect(leaf.body.items).toBe(`sha256:${sha256.toString("hex")}`);
});

test("a record that fails binds nobody", async () => {
  const tenant = newTenant();
  await expect(log.append(record(tenant, "a", { by: actorMark(bob), text: "x".repeat(33_000) }))).rejects.toThrow();
  expect(await pseudonymsOf(tenant)).toEqual([]);
  expect(await leavesOf(tenant)).toEqual([]);
});

test.for([
  "update pseudonyms set login = 'eve'",
  "delete from pseudonyms",
  "update disclosures set value = '\"x\"'",
  "delete from disclosures",
  "truncate disclosures",
])("A56 %s is refused: nothing but an erasure forgets", async (statement) => {
  await expect(sql.raw(statement).execute(database.db)).rejects.toThrow("append-only");
});
