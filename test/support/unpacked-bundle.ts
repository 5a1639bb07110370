import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalBytes } from "../../src/evidence/canonical.ts";
import { formatCheckpoint } from "../../src/transparency/checkpoints.ts";
import { envelopeOf, inTotoType, keyIdOf, pae } from "../../src/transparency/dsse.ts";
import { encodeBase64 } from "../../src/transparency/encoding.ts";
import { consistencyProof, inclusionProof } from "../../src/transparency/merkle.ts";
import { signNote } from "../../src/transparency/notes.ts";
import { formatTlogProof } from "../../src/transparency/tlog-proofs.ts";
import { freshSigner } from "./log-keys.ts";
import { treeOf } from "./tree.ts";

/** The record that has a folder of its own. */
const sampled = 23;
const [before, size] = [20, 40];
const origin = "gate.example.com/gh-9919/log1";

/**
 * Writes the files of a bundle that other people's tools read, with fresh keys: a log of 40 leaves, each its number, that
 * had 20 before. Returns the log's vkey.
 */
export async function writeUnpackedBundle(folder: string): Promise<string> {
  const files = new Map<string, string | Uint8Array>();
  const log = freshSigner(origin);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const pem = publicKey.export({ format: "pem", type: "spki" }) as string;
  const { roots, read } = treeOf(size);
  const noteOf = (at: number) =>
    signNote(formatCheckpoint({ origin, size: at, root: roots[at] ?? new Uint8Array() }), [log]);
  const lines = (hashes: Uint8Array[]) => hashes.map((hash) => `${encodeBase64(hash)}\n`).join("");

  files.set("log/attest.pub.pem", pem);
  files.set("log/checkpoint", noteOf(size));
  files.set("log/checkpoint.prev", noteOf(before));
  files.set("log/consistency.txt", lines(await consistencyProof(before, size, read)));
  const announced = { kind: "key.rotated", body: { key: `sha256:${keyIdOf(pem)}`, use: "attest" } };
  files.set("log/leaves.jsonl", `${Buffer.from(canonicalBytes(announced))}\n`);

  const record = String(sampled);
  const proof = await inclusionProof(sampled, size, read);
  const statement = canonicalBytes({ subject: [{ digest: { sha256: sha256(record) }, name: "record.json" }] });
  const envelope = envelopeOf(
    inTotoType,
    statement,
    sign("sha256", pae(inTotoType, statement), privateKey),
    keyIdOf(pem),
  );
  files.set(`samples/${sampled}/record.json`, record);
  files.set(
    `samples/${sampled}/record.tlog-proof`,
    formatTlogProof({ index: sampled, proof, checkpoint: noteOf(size) }),
  );
  files.set(`samples/${sampled}/change.dsse.json`, canonicalBytes(envelope));

  const sums = [...files].map(([path, content]) => `${sha256(content)}  ${path}\n`).join("");
  files.set("SHA256SUMS", sums);
  const listed = [...files].map(([path, content]) => ({ path, bytes: content.length, sha256: sha256(content) }));
  const manifest = canonicalBytes({ v: 1, files: listed });
  files.set("manifest.json", manifest);
  files.set("manifest.sig", sign("sha256", manifest, privateKey));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return log.vkey;
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
