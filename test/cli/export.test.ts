import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkLog } from "../../src/bundle/check-log.ts";
import type { Live } from "../../src/cli/command-line.ts";
import { runCommandLine } from "../../src/cli/index.ts";
import { landedRecord } from "../../src/evidence/landed-record.ts";
import { exportEvidence } from "../../src/export-evidence.ts";
import { revokeKey } from "../../src/storage/change-log.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { openEvidenceSource } from "../../src/storage/evidence-source.ts";
import { signLog } from "../../src/storage/sign-log.ts";
import { noteSigner } from "../../src/transparency/notes.ts";
import { verify } from "../../src/verification/verify.ts";
import { unzipped } from "../support/bundle.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { landedChange, landedDecision } from "../support/landed-change.ts";
import { newSigning } from "../support/signing.ts";

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "export-"));
const signing = newSigning({});
const before = { ...process.env };
beforeAll(async () => {
  database = await openTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, EVIDENCE_ATTEST_KEY: signing.keys.attestKey });
  for (const tenant of [1, 2]) await record(tenant, "2026-01-05T00:00:00.000Z");
});
afterAll(async () => {
  process.env = before;
  rmSync(folder, { recursive: true });
  await database.close();
});

/** Appends records with the name of a repository, and signs. */
async function record(tenant: number, at: string): Promise<void> {
  const repo = { id: tenant, name: `Org-${tenant}/api` };
  const body = { repo, ref: "refs/heads/main", head: "a".repeat(40), observed_at: at };
  const [log, occurredAt] = [evidenceLog(database.db), new Date(at)];
  await log.append({ kind: "ref.observed", key: at, tenant, occurredAt, body });
  const scope = { installation: "selected", repositories: [] };
  await log.append({ kind: "scope.snapshot", key: `scope ${at}`, tenant, occurredAt, body: scope });
  await log.append({ kind: "gate.decided", key: `decided ${at}`, tenant, occurredAt, body: { repo } });
  await signLog(database.db, tenant, signing);
}

async function run(...args: string[]) {
  let [out, errors] = ["", ""];
  const io = {
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      errors += text;
    },
    stdin: process.stdin,
  };
  const live = { exportEvidence: (options) => exportEvidence(options, io, "1.2.3") } satisfies Partial<Live> as Live;
  const period = ["--from", "2026-01-01", "--to", "2026-03-31"];
  const status = await runCommandLine(["export", ...period, ...args], { io, controls: [], version: "1.2.3", live });
  return { status, out, errors };
}

test("a bundle of the chosen account verifies; the next one shows that its log begins with this one's", async () => {
  const [first, second, again] = ["first.zip", "second.zip", "again.zip"].map((name) => join(folder, name));
  const told = await run("--org", "org-1", "--out", first ?? "", "--json");
  expect(told).toMatchObject({ status: 0, errors: "" });
  const { size, manifest } = JSON.parse(told.out);
  expect(await verify(first ?? "", { logKey: null, clones: [] })).toMatchObject({ status: "intact", problems: [] });
  await record(1, "2026-02-05T00:00:00.000Z");
  expect(await run("--org", "1", "--out", second ?? "")).toMatchObject({ status: 0 });
  const next = await verify(second ?? "", { logKey: null, clones: [] });
  expect(next).toMatchObject({ status: "intact", checked: { previous: size } });
  const leaves = unzipped(readFileSync(second ?? ""))
    .get("log/leaves.jsonl")
    ?.toString();
  expect(leaves).toContain(manifest);
  expect(leaves).toContain('"what":"export"');
  expect(await run("--org", "1", "--size", String(size), "--out", again ?? "")).toMatchObject({ status: 0 });
  expect(readFileSync(again ?? "").equals(readFileSync(first ?? ""))).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(["again.zip", "first.zip", "second.zip"]);
});

test("the customer's own controls are counted, are in the bundle, and verify; a matrix that is wrong → 2, with its places", async () => {
  const [own, wrong, out] = ["own.yml", "wrong.yml", "own.zip"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const source =
    '# ours\nversion: 1\nrows:\n  - { id: ACME-7, title: "=Complete; all of it", tsc: [CC2.1, CC4.1], rule: complete-population }\n';
  writeFileSync(own, source);
  expect(await run("--org", "2", "--controls", own, "--out", out)).toMatchObject({ status: 0 });
  expect(await verify(out, { logKey: null, clones: [] })).toMatchObject({ status: "intact", problems: [] });
  const files = unzipped(readFileSync(out));
  expect(files.get("controls/matrix.yml")?.toString()).toBe(source);
  expect(files.get("controls/control_results.csv")?.toString()).toMatch(/\r\nACME-7,CC2\.1 CC4\.1,/);
  expect(JSON.parse(files.get("manifest.json")?.toString() ?? "").matrix).toBe("own");
  expect(files.get("IPE.md")?.toString()).toContain("| controls | the matrix that the entity gave");
  writeFileSync(wrong, source.replace("complete-population", "complete"));
  const refused = await run("--org", "2", "--controls", wrong, "--out", join(folder, "wrong.zip"));
  expect(refused).toMatchObject({ status: 2, errors: expect.stringContaining(`${wrong}:4:`) });
  const nowhere = await run("--org", "2", "--controls", join(folder, "nowhere.yml"), "--out", join(folder, "x.zip"));
  expect(nowhere).toMatchObject({ status: 2, errors: expect.stringContaining("cannot be read: ENOENT") });
  for (const file of [own, wrong, out]) rmSync(file);
});

test("what landed was signed and not attested yet → the export attests it", async () => {
  const [at, change] = [new Date("2026-02-01T00:00:00.000Z"), landedChange({ tenant: 3 })];
  await record(3, "2026-01-05T00:00:00.000Z");
  const landing = { ...change.landing, at, mergedAt: at };
  await evidenceLog(database.db).append(landedRecord({ ...change, landing }, landedDecision()));
  await signLog(database.db, 3, signing);
  const out = join(folder, "attested.zip");
  expect(await run("--org", "3", "--out", out)).toMatchObject({ status: 0 });
  const { checked, problems } = await verify(out, { logKey: null, clones: [] });
  expect(checked).toMatchObject({ landings: 1, attestations: 2 });
  expect(problems.map(({ code }) => code)).not.toContain("ATTESTATION_MISSING");
  rmSync(out);
});

test("the log's key is revoked, and the server has no new one yet → 2, and what to do; nothing is written", async () => {
  await record(4, "2026-01-05T00:00:00.000Z");
  const { origin } = (await openEvidenceSource(database.db, 4)) ?? { origin: "" };
  const { vkey } = noteSigner(origin, signing.keys.logKey);
  expect(await revokeKey(database.db, 4, { key: vkey, trustUpTo: 2, at: new Date() })).toBe(true);
  const out = join(folder, "revoked.zip");
  const told = await run("--org", "4", "--out", out);
  expect(told).toMatchObject({ status: 2, errors: expect.stringContaining("EVIDENCE_LOG_KEY") });
  expect(readdirSync(folder)).not.toContain("revoked.zip");
});

test("what an interrupted export left is thrown away; a folder of somebody else's is not touched", async () => {
  const out = join(folder, "late.zip");
  await mkdir(`${out}.part`);
  writeFileSync(join(`${out}.part`, "7"), "half");
  expect(await run("--org", "2", "--out", out)).toMatchObject({ status: 0 });
  await mkdir(`${out}.part`);
  writeFileSync(join(`${out}.part`, "thesis.txt"), "dear");
  expect(await run("--org", "2", "--out", out)).toMatchObject({
    status: 2,
    errors: expect.stringContaining("thesis.txt"),
  });
  expect(readdirSync(`${out}.part`)).toEqual(["thesis.txt"]);
});

test.for([
  [["--out", "x.zip"], /several accounts: choose one with --org \(org-1, org-2, acme, org-4\)/],
  [["--org", "nobody", "--out", "x.zip"], /no evidence of nobody; there is: org-1, org-2/],
  [["--org", "1", "--tz", "Mars", "--out", "x.zip"], /no such time zone/],
  [["--org", "1", "--from", "2999-01-01", "--to", "2999-01-31", "--out", "x.zip"], /the period has not begun/],
  [["--org", "1", "--out", tmpdir()], /is a folder/],
  [["--org", "1", "--size", "3", "--out", "x.zip"], /no checkpoint was signed at 3/],
  [["--org", "1", "--size", "x", "--out", "x.zip"], /expected a log size/],
  [["--org", "1", "--out", "no/such/folder/x.zip"], /cannot be written to: ENOENT/],
] as const)("refuses %j", async ([args, why]) => {
  expect(await run(...args)).toMatchObject({ status: 2, errors: expect.stringMatching(why) });
});

/** What whoever owns the database can do to signed records, without any key. */
test.for([
  ["alters a record", sql`update evidence set leaf = leaf || ' '`, /not the \d+ that were signed/],
  ["hides a record behind another kind", sql`update evidence set kind = 'gate.decided'`, /another kind than it is/],
  ["deletes a record", sql`delete from evidence`, /record \d+ is not in the database/],
] as const)("exports nothing where somebody $0", async ([, change, why]) => {
  const undone = new Error("undone");
  const altered = database.db.transaction().execute(async (db) => {
    await sql`alter table evidence disable trigger user`.execute(db);
    await sql`${change} where tenant = 1 and kind = 'ref.observed'`.execute(db);
    const source = await openEvidenceSource(db, 1);
    const pinned = await source?.checkpoint();
    if (source === null || pinned == null) throw new Error("nothing is signed");
    await expect(checkLog({ source, pinned })).rejects.toThrow(why);
    throw undone;
  });
  await expect(altered).rejects.toBe(undone);
});

test("a key that the log does not name signs nothing", async () => {
  process.env.EVIDENCE_ATTEST_KEY = newSigning({}).keys.attestKey;
  const refused = await run("--org", "1", "--out", join(folder, "other.zip"));
  expect(refused).toMatchObject({ status: 2, errors: expect.stringContaining("EVIDENCE_ATTEST_KEY") });
});
