import { createVerify, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "../../src/evidence/canonical.ts";
import { actorMark, committed, documentMark } from "../../src/evidence/personal.ts";
import { attestationSigner } from "../../src/storage/attestation-signer.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { openEvidenceSource } from "../../src/storage/evidence-source.ts";
import { signLog } from "../../src/storage/sign-log.ts";
import { openCheckpoint } from "../../src/transparency/checkpoints.ts";
import { leafHash, rootAt } from "../../src/transparency/merkle.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { appendAll, newKey, newSigning, tamper } from "../support/signing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function open(tenant: number) {
  const source = await openEvidenceSource(database.db, tenant);
  if (source === null) throw new Error("no log");
  return source;
}

const octocat = { id: 583_231, login: "octocat", type: "User" } as const;

test("everything of an account's log is read as it stands, and nothing of another's", async () => {
  const [tenant, other] = [7, 8];
  await appendAll(database.db, other, ["other"]);
  const body = { by: actorMark(octocat), title: committed("Add a thing"), a: [committed(2)], list: documentMark([1]) };
  const occurredAt = new Date("2026-11-23T10:00:00.000Z");
  await evidenceLog(database.db).append({ kind: "waiver.granted", key: "w", tenant, occurredAt, body });
  const signing = newSigning({ madeHere: ["log"] });
  expect(await openEvidenceSource(database.db, tenant)).toBeNull();
  await signLog(database.db, tenant, signing);
  const source = await open(tenant);
  const leaves = await all(source.leaves(0, 100));
  expect(leaves.map(({ seq, kind }) => [seq, kind])).toEqual([
    [0, "identity.bound"],
    [1, "waiver.granted"],
    [2, "key.rotated"],
    [3, "key.rotated"],
  ]);
  const [identity] = await all(source.identities(1));
  expect(identity).toMatchObject({ ...octocat, seq: 0 });
  expect(await all(source.identities(0))).toEqual([]);
  const disclosures = await all(source.disclosures(0, 2));
  expect(disclosures.map(({ seq, path, value }) => [seq, path, value])).toEqual([
    [1, "/body/a/0", 2],
    [1, "/body/title", "Add a thing"],
  ]);
  expect(await all(source.disclosures(2, 9))).toEqual([]);
  const [known, unknown] = [sha256(Buffer.from("[1]")), sha256(Buffer.from("[2]"))];
  const documents = await source.documents([known, unknown]);
  expect([...documents].map(([digest, bytes]) => [digest, String(bytes)])).toEqual([[known, "[1]"]]);
  expect(await source.documents([])).toEqual(new Map());
  const [log, attest] = await source.keys(4);
  expect(log).toMatchObject({ use: "log", from_seq: 2, to_seq: null, status: "current", development: true });
  const { publicKey } = attestationSigner(database.db, tenant, signing.keys.attestKey);
  expect(attest).toMatchObject({ use: "attest", key: publicKey, from_seq: 3, development: false });
  expect(await source.keys(3)).toHaveLength(1);
  const checkpoint = await source.checkpoint();
  const { size, root } = openCheckpoint(checkpoint?.note ?? "", [log?.key ?? ""]);
  expect([size, root]).toEqual([4, Buffer.from(await rootAt(4, source.hash))]);
});

test("leaves come in pages without end or overlap, by kind if wanted; checkpoints up to a size", async () => {
  const [tenant, signing] = [9, newSigning()];
  await appendAll(database.db, tenant, ["a"]);
  await signLog(database.db, tenant, signing);
  await tamper(
    database.db,
    `insert into evidence
     select tenant, 2 + n, key || n, subject, case n % 3 when 0 then 'gate.decided' else kind end,
       occurred_at, recorded_at, body, leaf, sha256
     from evidence, generate_series(1, 2100) n where tenant = ${tenant} and seq = 0`,
  );
  await signLog(database.db, tenant, signing);
  const source = await open(tenant);
  const seqs = (await all(source.leaves(2, 2100))).map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: 2098 }, (_, index) => index + 2));
  const decided = (await all(source.leaves(2, 2103, ["gate.decided"]))).map(({ seq }) => seq);
  expect(decided).toEqual(Array.from({ length: 700 }, (_, index) => 5 + index * 3));
  expect(await all(source.leaves(0, 2103, []))).toEqual([]);
  expect((await source.checkpoint())?.size).toBe(2103);
  expect((await source.checkpoint(2102))?.size).toBe(3);
  expect(await source.checkpoint(2)).toBeNull();
});

test("a signed leaf that is altered no longer has its hash in the log", async () => {
  const tenant = 10;
  await appendAll(database.db, tenant, ["a", "b"]);
  await signLog(database.db, tenant, newSigning());
  const source = await open(tenant);
  const honest = async () => leafHash((await all(source.leaves(1, 2)))[0]?.bytes ?? Buffer.alloc(0));
  expect(Buffer.from(await source.hash(0, 1))).toEqual(await honest());
  await tamper(
    database.db,
    `update evidence set leaf = 'x', sha256 = sha256('x') where tenant = ${tenant} and seq = 1`,
  );
  expect(Buffer.from(await source.hash(0, 1))).not.toEqual(await honest());
});

test("attestations: the same bytes get the same signature again, by each key its own", async () => {
  const bytes = Buffer.from("statement");
  const keys = [newKey("attest"), newKey("attest")] as const;
  const [one, other] = keys.map((key) => attestationSigner(database.db, 11, key));
  const signatures = await Promise.all([one?.sign(bytes), one?.sign(bytes), other?.sign(bytes)]);
  expect(signatures[0]).toEqual(signatures[1]);
  expect(signatures[2]).not.toEqual(signatures[0]);
  for (const [signer, signature] of [
    [one, signatures[0]],
    [other, signatures[2]],
  ] as const) {
    const verify = createVerify("sha256").update(bytes);
    expect(verify.verify(signer?.publicKey ?? "", signature ?? Buffer.alloc(0))).toBe(true);
  }
  expect(() =>
    attestationSigner(
      database.db,
      11,
      generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    ),
  ).toThrow("P-256");
});
