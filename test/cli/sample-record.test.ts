import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleCommand } from "../../src/cli/commands/sample.ts";
import { sha256 } from "../../src/evidence/canonical.ts";
import { exportEvidence } from "../../src/export-evidence.ts";
import { recordSample } from "../../src/record-sample.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { signLog } from "../../src/storage/sign-log.ts";
import { verify } from "../../src/verification/verify.ts";
import { unzipped } from "../support/bundle.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { newSigning } from "../support/signing.ts";

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "sample-"));
const bundle = join(folder, "first.zip");
const signing = newSigning({});
const before = { ...process.env };
beforeAll(async () => {
  database = await openTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, EVIDENCE_ATTEST_KEY: signing.keys.attestKey });
  const body = { installation: "selected", repositories: [] };
  await evidenceLog(database.db).append({
    ...{ kind: "scope.snapshot", key: "scope", tenant: 7, body },
    occurredAt: new Date("2026-01-05T00:00:00.000Z"),
  });
  await signLog(database.db, 7, signing);
  await exported(bundle);
});
afterAll(async () => {
  process.env = before;
  rmSync(folder, { recursive: true });
  await database.close();
});

function listening() {
  const told = { out: "", error: "" };
  const out = (text: string) => {
    told.out += text;
  };
  const error = (text: string) => {
    told.error += text;
  };
  return { told, io: { out, error, stdin: process.stdin } };
}

async function exported(out: string): Promise<void> {
  const { told, io } = listening();
  const choices = { from: "2026-01-01", to: "2026-03-31", tz: "UTC", profile: "full", basis: "landed" } as const;
  const status = await exportEvidence({ ...choices, out, json: false }, io, "1.2.3");
  expect({ status, told }).toMatchObject({ status: 0 });
}

async function sample(seed = "the auditor's own words") {
  const { told, io } = listening();
  const status = await sampleCommand({ file: bundle, seed, n: 5, json: true }, io, (draw) => recordSample(draw, io));
  return { status, ...told };
}

test("a draw is a record of the log, and the next bundle tells how many there were", async () => {
  const { status, out } = await sample();
  expect(status).toBe(0);
  const { record, manifest, size, root } = JSON.parse(out);
  const rows = await database.db
    .selectFrom("evidence")
    .select(["seq", "body"])
    .where("kind", "=", "sample.drawn")
    .execute();
  expect(rows).toMatchObject([
    {
      seq: String(record),
      body: {
        ...{ manifest, size, root, n: 5, seed: expect.stringMatching(/^c1:/), by: expect.stringMatching(/^c1:/) },
        population: { emergency: 0, direct: 0, bot: 0, "high-risk": 0, normal: 0 },
        drawn: { count: 0, digest: sha256(new Uint8Array()) },
      },
    },
  ]);
  expect(manifest).toBe(sha256(unzipped(readFileSync(bundle)).get("manifest.json") ?? new Uint8Array()));
  await sample("another");
  await signLog(database.db, 7, signing);
  const next = join(folder, "next.zip");
  await exported(next);
  expect(await verify(next, { logKey: null, clones: [] })).toMatchObject({ status: "intact", problems: [] });
  const files = unzipped(readFileSync(next));
  expect(
    files
      .get("log/leaves.jsonl")
      ?.toString()
      .match(/"kind":"sample.drawn"/g),
  ).toHaveLength(2);
  expect(files.get("IPE.md")?.toString()).toContain("| draws | 2 |");
  expect(JSON.parse(files.get("manifest.json")?.toString() ?? "").totals.draws).toBe(2);
  expect([...files].some(([name, text]) => name.startsWith("identities/") && text.includes("the auditor's own"))).toBe(
    true,
  );
});

test("without the server's database, or with another one, the draw is not on record, and says so", async () => {
  delete process.env.DATABASE_URL;
  const unnamed = await sample();
  const other = await openTestDatabase();
  process.env.DATABASE_URL = other.url;
  const foreign = await sample();
  await other.close();
  for (const { status, out } of [unnamed, foreign]) {
    expect(status).toBe(0);
    expect(JSON.parse(out).record).toBeNull();
  }
});

test("a database that cannot be opened → 2, and nothing is shown", async () => {
  process.env.DATABASE_URL = "postgres://who:secret-word@127.0.0.1:1/none";
  const { status, out, error } = await sample();
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(error).toMatch(/^the database of DATABASE_URL cannot be opened: .*ECONNREFUSED/);
  expect(error).not.toContain("secret-word");
});
