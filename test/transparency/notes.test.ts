import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { noteSigner, openNote, parseVkey, signNote, vkeyOf } from "../../src/transparency/notes.ts";
import { freshSigner } from "../support/log-keys.ts";

/** The note and the keys that the tests of Go's sumdb/note know. */
const neumann = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const quote = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const neumannLine =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const enochLine =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

const alice = freshSigner("log.example/alice");
const bob = freshSigner("log.example/bob");
const text = "one\n\ntwo\n";

test("a note of Go's tests opens with the keys that signed it", () => {
  const note = `${quote}\n${neumannLine}${enochLine}`;
  expect(openNote(note, [neumann])).toEqual({ text: quote, signedBy: [neumann] });
  expect(openNote(note, [enoch, neumann, enoch])).toEqual({ text: quote, signedBy: [enoch, neumann] });
});

test("what is signed opens again, with each key's name", () => {
  const note = signNote(text, [alice, bob]);
  expect(openNote(note, [bob.vkey])).toEqual({ text, signedBy: [bob.vkey] });
  expect(openNote(note, [alice.vkey, bob.vkey])).toEqual({ text, signedBy: [alice.vkey, bob.vkey] });
  expect(openNote(note, [alice.vkey, freshSigner().vkey]).signedBy).toEqual([alice.vkey]);
});

test("a key's own parts come out of its vkey", () => {
  const key = parseVkey(alice.vkey);
  expect(key).toMatchObject({ name: "log.example/alice", id: alice.vkey.split("+")[1] });
  expect(vkeyOf(key.name, key.publicKey)).toBe(alice.vkey);
});

const signed = signNote(text, [alice]);
const line = alice.sign(text);
test.for([
  { when: "another text", note: signNote("one\n\nthree\n", [{ sign: () => line }]), code: "BAD_SIGNATURE" },
  { when: "a right and a wrong signature of the key", note: signed + alice.sign("three\n"), code: "BAD_SIGNATURE" },
  { when: "only unknown keys", note: signNote(text, [bob]), code: "UNKNOWN_KEY" },
  {
    when: "the key's name with another key",
    note: signNote(text, [freshSigner("log.example/alice")]),
    code: "UNKNOWN_KEY",
  },
  { when: "no signature", note: `${text}\n`, code: "MALFORMED" },
  { when: "no empty line", note: "one\n", code: "MALFORMED" },
  { when: "no text", note: `\n\n${line}`, code: "MALFORMED" },
  { when: "no end of line at the end", note: signed.slice(0, -1), code: "MALFORMED" },
  { when: "an empty line after the signature", note: `${signed}\n`, code: "MALFORMED" },
  { when: "a hyphen for the dash", note: signed.replace("—", "-"), code: "MALFORMED" },
  { when: "a carriage return", note: signed.replace("two\n", "two\r\n"), code: "MALFORMED" },
  { when: "a lone surrogate", note: signed.replace("two", "\ud800"), code: "MALFORMED" },
  { when: "a signature line of four words", note: signed.replace(/\n$/, " more\n"), code: "MALFORMED" },
  { when: "base64 in another spelling", note: signed.replace(/=\n$/, "\n"), code: "MALFORMED" },
  { when: "a signature of four bytes", note: `${text}\n— a AAAAAA==\n`, code: "MALFORMED" },
  { when: "101 signatures", note: signed + line.repeat(100), code: "MALFORMED" },
  { when: "a megabyte", note: `${"x".repeat(1_000_000)}\n\n${line}`, code: "MALFORMED" },
  { when: "nothing", note: "", code: "MALFORMED" },
])("$when → $code", ({ note, code }) => {
  expect(() => openNote(note, [alice.vkey])).toThrow(expect.objectContaining({ name: "DistrustError", code }));
});

test("a hundred signatures are read", () => {
  expect(openNote(signed + bob.sign(text).repeat(99), [alice.vkey]).signedBy).toEqual([alice.vkey]);
});

test("without a key nothing opens", () => {
  expect(() => openNote(signed, [])).toThrow(expect.objectContaining({ code: "UNKNOWN_KEY" }));
});

test.for([
  { vkey: "", when: "nothing" },
  { vkey: "a+b", when: "two parts" },
  { vkey: neumann.replace("c74f20a3", "C74F20A3"), when: "an id in capitals" },
  { vkey: neumann.replace("c74f20a3", "c74f20a4"), when: "another id" },
  { vkey: neumann.replace("PeterNeumann", "Peter Neumann"), when: "a name with a space" },
  { vkey: neumann.replace("PeterNeumann", ""), when: "no name" },
  { vkey: neumann.replace("+AR", "+BR"), when: "another type of key" },
  { vkey: `${neumann}=`, when: "base64 in another spelling" },
  { vkey: `${neumann}\n`, when: "an end of line" },
])("a vkey with $when is refused", ({ vkey }) => {
  expect(() => parseVkey(vkey)).toThrow(expect.objectContaining({ code: "MALFORMED" }));
  expect(() => openNote(signed, [vkey])).toThrow(expect.objectContaining({ code: "MALFORMED" }));
});

test("names and keys that no verifier would take are not signed with", () => {
  const pem = (type: "ed25519" | "x25519") =>
    (type === "ed25519" ? generateKeyPairSync(type) : generateKeyPairSync("x25519")).privateKey.export({
      format: "pem",
      type: "pkcs8",
    }) as string;
  for (const name of ["", "two words", "a+b", "line\n", "x".repeat(501)]) {
    expect(() => noteSigner(name, pem("ed25519"))).toThrow(expect.objectContaining({ code: "MALFORMED" }));
  }
  expect(() => noteSigner("name", pem("x25519"))).toThrow(expect.objectContaining({ code: "MALFORMED" }));
});

test.for(["no end of line", "a\rb\n", "\ud800\n"])("the text %j is not signed", (unsignable) => {
  expect(() => signNote(unsignable, [alice])).toThrow(expect.objectContaining({ code: "MALFORMED" }));
});
