import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LandedBody } from "../../src/evidence/bodies.ts";
import { sha256 } from "../../src/evidence/canonical.ts";
import { type Attester, attestLandings, storedAttestations } from "../../src/storage/attestations.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { parseEnvelope, verifyEnvelope } from "../../src/transparency/dsse.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { landedBody, pushedBody } from "../support/landed-body.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }) as string;

function attester(tenant: number): Attester {
  const signer = { publicKey, sign: async (bytes: Uint8Array) => sign("sha256", bytes, privateKey) };
  return {
    tenant,
    signer,
    origin: `gate.example.com/gh-${tenant}/log1`,
    serverUrl: "https://github.com",
    version: "1.0.0",
  };
}

async function land(tenant: number, body: LandedBody): Promise<number> {
  const at = new Date(body.landing.landed_at);
  return evidenceLog(database.db).append({
    kind: "change.landed",
    key: `change.landed/${body.landing.tip}`,
    tenant,
    occurredAt: at,
    body: { ...body },
  });
}

const revision = (index: number) => index.toString(16).padStart(40, "0");
function next(index: number, make = landedBody): LandedBody {
  const model = make();
  const move = { before: revision(index), after: revision(index + 1), tip: revision(index + 1) };
  return { ...model, landing: { ...model.landing, ...move } };
}

async function all(tenant: number) {
  const found = [];
  for await (const one of storedAttestations(database.db, tenant, 0, 1_000_000)) {
    const payload = Buffer.from(verifyEnvelope(parseEnvelope(one.envelope), publicKey));
    found.push({ ...one, statement: JSON.parse(payload.toString("utf8")), payload });
  }
  return found;
}

test("each landing gets its two statements, signed, about its leaf and its commit", async () => {
  const seq = await land(1, next(0));
  expect(await attestLandings(database.db, attester(1), 9)).toBe(1);
  const [evidence, summary] = await all(1);
  expect([evidence?.type, summary?.type]).toEqual(["change-evidence", "vsa"]);
  const { rows } = await sql<{ leaf: Buffer }>`select leaf from evidence where tenant = 1 and seq = ${seq}`.execute(
    database.db,
  );
  const leaf = rows[0]?.leaf ?? Buffer.alloc(0);
  expect(evidence?.statement.subject[1].digest.sha256).toBe(sha256(leaf).slice(7));
  expect(summary?.statement.subject[0].digest.gitCommit).toBe(revision(1));
  expect(summary?.statement.predicate.inputAttestations[0].digest.sha256).toBe(
    sha256(evidence?.payload ?? leaf).slice(7),
  );
  expect(summary?.landedAt).toBe("2026-03-04T10:15:22.000Z");
});

test("attesting again adds nothing, also at once; what a crash left open is made up for in order", async () => {
  for (let index = 0; index < 4; index += 1) await land(2, next(index, index === 2 ? pushedBody : landedBody));
  expect(await attestLandings(database.db, attester(2), 1)).toBe(1);
  const counts = await Promise.all([1, 2, 3].map(() => attestLandings(database.db, attester(2), 9)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  const before = await all(2);
  expect(await attestLandings(database.db, attester(2), 9)).toBe(0);
  expect(await all(2)).toEqual(before);
  const results = before
    .filter(({ type }) => type === "vsa")
    .map(({ statement }) => statement.predicate.verificationResult);
  expect(results).toEqual(["PASSED", "PASSED", "FAILED", "PASSED"]);
});

test("a signer that fails leaves no half of a landing", async () => {
  await land(3, next(0));
  let calls = 0;
  const own = attester(3);
  const failing = async (bytes: Uint8Array) => {
    calls += 1;
    if (calls === 2) throw new Error("the key is away");
    return own.signer.sign(bytes);
  };
  await expect(attestLandings(database.db, { ...own, signer: { publicKey, sign: failing } }, 9)).rejects.toThrow(
    "away",
  );
  expect(await all(3)).toEqual([]);
  expect(await attestLandings(database.db, own, 9)).toBe(1);
});

test("what was attested is not changed", async () => {
  await expect(sql`update attestations set envelope = '{}'`.execute(database.db)).rejects.toThrow("append-only");
  await expect(sql`delete from attestations`.execute(database.db)).rejects.toThrow("append-only");
});
