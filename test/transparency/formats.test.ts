import { expect, test } from "vitest";
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from "../../src/transparency/checkpoints.ts";
import { keyIdOf, pae, parseEnvelope, verifyEnvelope } from "../../src/transparency/dsse.ts";
import { inclusionProof } from "../../src/transparency/merkle.ts";
import { signNote } from "../../src/transparency/notes.ts";
import { formatTlogProof, parseTlogProof, verifyTlogProof } from "../../src/transparency/tlog-proofs.ts";
import { freshAttester, freshSigner } from "../support/log-keys.ts";
import { treeOf } from "../support/tree.ts";

const origin = "gate.example.com/gh-1/log1";
const signer = freshSigner(origin);
const { roots, read, leaf } = treeOf(9);
const root = roots[9] ?? new Uint8Array();
const base64 = Buffer.from(root).toString("base64");
const text = formatCheckpoint({ origin, size: 9, root });
const note = signNote(text, [signer]);
const distrust = (code: string) => expect.objectContaining({ name: "DistrustError", code });

test("a checkpoint is three lines, and reads back", () => {
  expect(text).toBe(`${origin}\n9\n${base64}\n`);
  expect(parseCheckpoint(text)).toEqual({ origin, size: 9, root: Buffer.from(root) });
  expect(openCheckpoint(note, [signer.vkey])).toMatchObject({ size: 9, signedBy: [signer.vkey] });
});

test("a checkpoint counts only by a key that is named like its log", () => {
  const witness = freshSigner("witness.example");
  expect(openCheckpoint(signNote(text, [signer, witness]), [signer.vkey, witness.vkey]).signedBy).toEqual([
    signer.vkey,
  ]);
  expect(() => openCheckpoint(signNote(text, [witness]), [witness.vkey])).toThrow(distrust("UNKNOWN_KEY"));
});

test.for([
  { when: "a leading zero", wrong: `${origin}\n09\n${base64}\n` },
  { when: "a sign", wrong: `${origin}\n+9\n${base64}\n` },
  { when: "a fraction", wrong: `${origin}\n9.0\n${base64}\n` },
  { when: "a size past the safe integers", wrong: `${origin}\n9007199254740992\n${base64}\n` },
  { when: "a size of a thousand digits", wrong: `${origin}\n${"9".repeat(1000)}\n${base64}\n` },
  { when: "no origin", wrong: `\n9\n${base64}\n` },
  { when: "a root of 31 bytes", wrong: `${origin}\n9\n${Buffer.alloc(31).toString("base64")}\n` },
  { when: "a root without padding", wrong: `${origin}\n9\n${base64.slice(0, -1)}\n` },
  { when: "a root with stray bits", wrong: `${origin}\n9\n${"A".repeat(42)}B=\n` },
  { when: "a root in the URL alphabet", wrong: `${origin}\n9\n${"_".repeat(42)}8=\n` },
  { when: "an extension line", wrong: `${text}more\n` },
  { when: "no end of line", wrong: text.slice(0, -1) },
  { when: "spaces", wrong: `${origin}\n9 \n${base64}\n` },
])("a checkpoint with $when is refused", ({ wrong }) => {
  expect(() => parseCheckpoint(wrong)).toThrow(distrust("MALFORMED"));
});

test("a proof file reads back and holds for its leaf alone", async () => {
  const proof = await inclusionProof(5, 9, read);
  const file = formatTlogProof({ index: 5, proof, checkpoint: note });
  expect(file.startsWith(`c2sp.org/tlog-proof@v1\nindex 5\n${Buffer.from(leaf(4)).toString("base64")}\n`)).toBe(true);
  expect(parseTlogProof(file)).toEqual({ index: 5, proof: proof.map((hash) => Buffer.from(hash)), checkpoint: note });
  expect(verifyTlogProof(file, leaf(5), [signer.vkey])).toMatchObject({ origin, index: 5, size: 9 });
  expect(() => verifyTlogProof(file, leaf(4), [signer.vkey])).toThrow(distrust("BAD_PROOF"));
  expect(() => verifyTlogProof(file, leaf(5), [freshSigner(origin).vkey])).toThrow(distrust("UNKNOWN_KEY"));
});

test("the only leaf of a log needs no siblings", () => {
  const only = treeOf(1);
  const checkpoint = signNote(formatCheckpoint({ origin, size: 1, root: only.leaf(0) }), [signer]);
  const file = formatTlogProof({ index: 0, proof: [], checkpoint });
  expect(file).toBe(`c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`);
  expect(verifyTlogProof(file, only.leaf(0), [signer.vkey])).toMatchObject({ index: 0, size: 1 });
});

const head = "c2sp.org/tlog-proof@v1";
test.for([
  { when: "another header", wrong: `c2sp.org/tlog-proof@v2\nindex 0\n\n${note}` },
  { when: "no index", wrong: `${head}\n\n${note}` },
  { when: "extra data", wrong: `${head}\nextra AAAA\nindex 0\n\n${note}` },
  { when: "an index with a leading zero", wrong: `${head}\nindex 00\n\n${note}` },
  { when: "a sibling of 31 bytes", wrong: `${head}\nindex 0\n${Buffer.alloc(31).toString("base64")}\n\n${note}` },
  { when: "64 siblings", wrong: `${head}\nindex 0\n${`${base64}\n`.repeat(64)}\n${note}` },
  { when: "no empty line", wrong: `${head}\nindex 0\n` },
  { when: "nothing", wrong: "" },
])("a proof file with $when is refused", ({ wrong }) => {
  expect(() => parseTlogProof(wrong)).toThrow(distrust("MALFORMED"));
});

test("the bytes that DSSE signs are those of its specification's example", () => {
  expect(Buffer.from(pae("http://example.com/HelloWorld", Buffer.from("hello world"))).toString()).toBe(
    "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
  );
  expect(Buffer.from(pae("é", Buffer.from("ü"))).toString()).toBe("DSSEv1 2 é 2 ü");
});

const attester = freshAttester();
const stranger = freshAttester();
const envelope = attester.envelope('{"a":1}');
const [own, foreign] = [envelope.signatures[0], stranger.envelope('{"a":1}').signatures[0]];
const wrongSignature = attester.envelope('{"a":2}').signatures[0];
const signatures = (...list: (typeof own)[]) => list.filter((signature) => signature !== undefined);

test("an envelope yields its payload, whoever else signed it", () => {
  const payload = verifyEnvelope(parseEnvelope(JSON.stringify(envelope)), attester.publicKey);
  expect(Buffer.from(payload).toString()).toBe('{"a":1}');
  const shared = { ...envelope, signatures: signatures(foreign, own) };
  expect(verifyEnvelope(shared, attester.publicKey)).toEqual(payload);
  expect(verifyEnvelope(shared, stranger.publicKey)).toEqual(payload);
});

test.for([
  { when: "another payload", wrong: { ...envelope, payload: "e30=" }, code: "BAD_SIGNATURE" },
  {
    when: "a signature of another payload",
    wrong: { ...envelope, signatures: signatures(wrongSignature) },
    code: "BAD_SIGNATURE",
  },
  {
    when: "a right and a wrong signature",
    wrong: { ...envelope, signatures: signatures(own, wrongSignature) },
    code: "BAD_SIGNATURE",
  },
  { when: "only a stranger's signature", wrong: { ...envelope, signatures: signatures(foreign) }, code: "UNKNOWN_KEY" },
  { when: "no signature", wrong: { ...envelope, signatures: [] }, code: "UNKNOWN_KEY" },
  { when: "another type", wrong: attester.envelope('{"a":1}', "text/plain"), code: "MALFORMED" },
  { when: "a payload in the URL alphabet", wrong: { ...envelope, payload: "e30" }, code: "MALFORMED" },
])("an envelope with $when → $code", ({ wrong, code }) => {
  expect(() => verifyEnvelope(wrong, attester.publicKey)).toThrow(distrust(code));
});

test.for([
  "",
  "{",
  "null",
  "[]",
  "{}",
  '{"payload":"","payloadType":""}',
  '{"payload":1,"payloadType":"","signatures":[]}',
  '{"payload":"","payloadType":"","signatures":[null]}',
  '{"payload":"","payloadType":"","signatures":[{"sig":""}]}',
  JSON.stringify({ payload: "", payloadType: "", signatures: Array(17).fill({ keyid: "", sig: "" }) }),
])("the envelope %j is refused", (json) => {
  expect(() => parseEnvelope(json)).toThrow(distrust("MALFORMED"));
});

test.for(["", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])("the key %j is refused", (pem) => {
  expect(() => keyIdOf(pem)).toThrow(distrust("MALFORMED"));
});
