import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { sha256 } from "../../src/evidence/canonical.ts";
import type { KeyEntry } from "../../src/pipeline/evidence-source.ts";
import { exported, requestOf, unzipped } from "../support/bundle.ts";
import type { TestLog } from "../support/evidence-source.ts";
import { codesOf, relisted, resigned, verified, zipped } from "../support/forgery.ts";
import { playedLog } from "../support/played-log.ts";

const at = "2026-04-02T00:00:00.000Z";

function digestOf(publicKey: string): string {
  return sha256(createPublicKey(publicKey).export({ type: "spki", format: "der" }));
}

/** The log's keys are told as they are now. */
async function telling(log: TestLog, change: (keys: KeyEntry[]) => KeyEntry[]): Promise<void> {
  const keys = change(await log.keys(log.size));
  log.keys = async () => keys;
}

test.for([
  { upTo: 5, isGood: false },
  { upTo: 10_000, isGood: true },
])("the attestation key was revoked, trusted up to $upTo → $isGood", async ({ upTo, isGood }) => {
  const log = playedLog();
  const key = digestOf(log.signer.publicKey);
  log.append("key.revoked", at, { use: "attest", key, previous: null, development: true, trust_up_to: upTo });
  log.signCheckpoint();
  await telling(log, (keys) => keys.map((one) => (one.use === "attest" ? { ...one, status: "revoked" } : one)));
  const codes = codesOf(await verified(await exported(await requestOf(log)), log.vkey));
  expect(codes.includes("KEY_REVOKED")).toBe(!isGood);
  expect(codes.length === 0).toBe(isGood);
});

test.for([
  { beyond: -1, codes: ["KEY_REVOKED"] },
  { beyond: 0, codes: [] },
])("the log's key was revoked, trusted up to the checkpoint's size and $beyond → $codes", async ({ beyond, codes }) => {
  const log = playedLog();
  const trusted = log.size + 1 + beyond;
  const body = { use: "log", key: log.vkey, previous: null, development: true, trust_up_to: trusted };
  log.append("key.revoked", at, body);
  log.signCheckpoint();
  await telling(log, (keys) => keys.map((one) => (one.use === "log" ? { ...one, status: "revoked" } : one)));
  const files = unzipped(await exported(await requestOf(log))).set("log/log.vkey", Buffer.from(`${log.vkey}\n`));
  const zip = zipped(await resigned(relisted(files), log.signer));
  for (const outside of [log.vkey, null]) expect(codesOf(await verified(zip, outside))).toEqual(codes);
});

test("after a rotation the new key signs the manifest, what the old one attested holds, and the old one signs no more", async () => {
  const log = playedLog();
  const pair = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const publicKey = pair.publicKey.export({ type: "spki", format: "pem" }) as string;
  const previous = digestOf(log.signer.publicKey);
  const seq = log.append("key.rotated", at, { use: "attest", key: digestOf(publicKey), previous, development: true });
  log.signCheckpoint();
  await telling(log, (keys) => [
    ...keys.map((one) => (one.use === "attest" ? { ...one, to_seq: seq, status: "rotated" as const } : one)),
    { use: "attest", key: publicKey, from_seq: seq, to_seq: null, status: "current", development: true },
  ]);
  const signer = { publicKey, sign: async (bytes: Uint8Array) => sign("sha256", bytes, pair.privateKey) };
  expect(codesOf(await verified(await exported(await requestOf(log, { signer })), log.vkey))).toEqual([]);
  expect(codesOf(await verified(await exported(await requestOf(log)), log.vkey))).toEqual(["KEY_REVOKED"]);
});
