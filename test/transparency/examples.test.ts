import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openCheckpoint } from "../../src/transparency/checkpoints.ts";
import { keyIdOf, parseEnvelope, verifyEnvelope } from "../../src/transparency/dsse.ts";
import { leafHash, nodeHash } from "../../src/transparency/merkle.ts";
import { parseTlogProof, verifyTlogProof } from "../../src/transparency/tlog-proofs.ts";

const folder = join(import.meta.dirname, "../fixtures/evidence");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const vkey = read("log.vkey").trim();
const publicKey = read("attest.pub.pem");
const record = readFileSync(join(folder, "record.json"));

test("the example's checkpoint is signed by the example's log", () => {
  const { origin, size, root, signedBy } = openCheckpoint(read("checkpoint"), [vkey]);
  const sibling = parseTlogProof(read("record.tlog-proof")).proof[0] ?? new Uint8Array();
  expect({ origin, size, signedBy }).toEqual({ origin: "gate.example.com/gh-9919/log1", size: 2, signedBy: [vkey] });
  expect(root).toEqual(nodeHash(sibling, leafHash(record)));
});

test("the example's proof leads from its record to its checkpoint", () => {
  expect(verifyTlogProof(read("record.tlog-proof"), leafHash(record), [vkey])).toMatchObject({ index: 1, size: 2 });
});

test.for(["change.dsse.json", "vsa.dsse.json"])("%s is signed by the example's key", (name) => {
  const envelope = parseEnvelope(read(name));
  const statement = JSON.parse(Buffer.from(verifyEnvelope(envelope, publicKey)).toString("utf8"));
  expect(envelope.signatures[0]?.keyid).toBe(keyIdOf(publicKey));
  expect(statement).toEqual(JSON.parse(read(name === "vsa.dsse.json" ? "vsa.json" : "statement.json")));
});

test("the example's statement names its record by digest", () => {
  const statement = JSON.parse(read("statement.json"));
  expect(statement.subject[1].digest.sha256).toBe(createHash("sha256").update(record).digest("hex"));
});
