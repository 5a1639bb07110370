import { afterAll, beforeAll, expect, test } from "vitest";
import type { Live } from "../../src/cli/command-line.ts";
import { runCommandLine } from "../../src/cli/index.ts";
import { eraseEvidence } from "../../src/erase-evidence.ts";
import { actorMark } from "../../src/evidence/personal.ts";
import { hold } from "../../src/hold-evidence.ts";
import { showEvidence } from "../../src/show-evidence.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
const before = process.env.DATABASE_URL;
beforeAll(async () => {
  database = await openTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  if (before === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = before;
  await database.close();
});

const at = new Date("2026-11-23T10:00:00.000Z");
const append = (tenant: number, key: string, id: number) =>
  evidenceLog(database.db).append({
    kind: "gate.decided",
    tenant,
    key,
    occurredAt: at,
    body: { by: actorMark({ id, login: `person-${id}`, type: "User" }) },
  });

/** Runs the command as the command line does, on the test's database. */
async function run(...args: string[]) {
  const [out, errors]: [string[], string[]] = [[], []];
  const io = {
    out: (text: string) => void out.push(text),
    error: (text: string) => void errors.push(text),
    hasColours: false,
    stdin: process.stdin,
  };
  const live = {
    evidence: (json) => showEvidence(io, json),
    eraseEvidence: (options) => eraseEvidence(options, io),
    holdEvidence: (options) => hold(options, io),
  } satisfies Partial<Live> as Live;
  const status = await runCommandLine(["evidence", ...args], { io, controls: [], version: "1", live });
  return { status, out: out.join(""), errors: errors.join("") };
}

test("evidence prints every log; that somebody looked is the last record of each, and names nobody", async () => {
  for (const tenant of [1, 2]) await append(tenant, "a", 7);
  const { status, out } = await run("--json");
  expect(status).toBe(0);
  const records: { tenant: string; kind: string; body: object }[] = JSON.parse(out);
  expect(records.map(({ tenant, kind }) => `${tenant} ${kind}`)).toEqual(
    ["gh:1", "gh:2"].flatMap((tenant) =>
      ["identity.bound", "gate.decided", "evidence.read"].map((kind) => `${tenant} ${kind}`),
    ),
  );
  expect(records.at(-1)?.body).toEqual({ what: "evidence", by: expect.stringMatching(/^c1:[0-9a-f]{64}$/) });
  const lines = (await run()).out.trimEnd().split("\n");
  expect(lines).toHaveLength(8);
  expect(lines.slice(0, 3)).toEqual(
    out
      .split("\n")
      .slice(0, 3)
      .map((line) => line.replace(/^[[,]/, "")),
  );
});

test("evidence erase forgets a person in every log", async () => {
  for (const tenant of [11, 12]) await append(tenant, "a", 8);
  const { status, out } = await run("erase", "--account", "8", "--basis", "asked to", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(out)).toEqual({
    account: 8,
    erasures: [11, 12].map((tenant) => expect.objectContaining({ tenant, pseudonym: expect.stringMatching(/^u_/) })),
  });
  expect(await run("erase", "--account", "8", "--basis", "asked to")).toMatchObject({
    status: 1,
    out: "No evidence knows a person with the account 8.\n",
  });
});

test("evidence erase under a legal hold says until when, and ends with 1", async () => {
  await append(21, "a", 9);
  const hold = { tenant: 21, hold_until: new Date("2126-01-01T00:00:00.000Z"), basis: "audit" };
  await database.db.insertInto("legal_holds").values(hold).execute();
  const { status, out } = await run("erase", "--account", "9", "--basis", "asked to");
  expect(status).toBe(1);
  expect(out).toContain("held until 2126-01-01T00:00:00.000Z");
});

test("evidence hold keeps everything from being erased until it is released; both are on record", async () => {
  await append(31, "a", 10);
  const held = await run("hold", "--until", "2126-03-01", "--basis", "litigation", "--json");
  expect(held.status).toBe(0);
  expect(JSON.parse(held.out)).toMatchObject({ held_until: "2126-03-02T00:00:00.000Z" });
  expect(JSON.parse(held.out).accounts).toContain(31);
  expect(await run("erase", "--account", "10", "--basis", "asked to")).toMatchObject({ status: 1 });

  const { status, out } = await run("hold", "--release", "--basis", "it was settled");
  expect(status).toBe(0);
  expect(out).toContain("Log of account 31: no longer held.\n");
  expect(await run("hold", "--release", "--basis", "again")).toMatchObject({ status: 1, out: "There is no hold.\n" });
  expect(await run("erase", "--account", "10", "--basis", "asked to")).toMatchObject({ status: 0 });

  const rows = await database.db.selectFrom("evidence").select("leaf").where("tenant", "=", "31").execute();
  const kept = rows.map(({ leaf }) => JSON.parse(leaf.toString()) as { kind: string; body: object });
  expect(kept.filter(({ kind }) => /held|released/.test(kind))).toMatchObject([
    { kind: "evidence.held", body: { until: "2126-03-02T00:00:00.000Z", basis: expect.stringMatching(/^c1:/) } },
    { kind: "evidence.released", body: { by: expect.stringMatching(/^c1:/) } },
  ]);
});

test.for<[string, string[]]>([
  ["neither a day nor a release", ["--basis", "x"]],
  ["both", ["--until", "2126-01-01", "--release", "--basis", "x"]],
  ["a day that is over", ["--until", "2026-01-01", "--basis", "x"]],
  ["a day that is none", ["--until", "2126-02-30", "--basis", "x"]],
  ["no basis", ["--until", "2126-01-01"]],
  ["no basis in it", ["--release", "--basis", " "]],
])("evidence hold with %s → 2", async ([, args]) => {
  expect(await run("hold", ...args)).toMatchObject({ status: 2, out: "" });
});

test.for<[string, string[]]>([
  ["no number", ["--account", "ada", "--basis", "x"]],
  ["no basis in it", ["--account", "9", "--basis", " "]],
  ["no account", ["--basis", "x"]],
])("evidence erase with %s → 2", async ([, args]) => {
  expect(await run("erase", ...args)).toMatchObject({ status: 2, out: "" });
});
