import { createPrivateKey, createPublicKey, hash, sign, verify } from "node:crypto";
import { decodeBase64, encodeBase64 } from "./encoding.ts";
import { DistrustError } from "./errors.ts";

/** A key that verifies notes (C2SP signed-note, Ed25519). */
export interface NoteKey {
  name: string;
  /** Eight hexadecimal digits. */
  id: string;
  /** The 32 bytes of RFC 8032. */
  publicKey: Uint8Array;
}

/** A key that signs notes. */
export interface NoteSigner {
  /** `name+id+key`: what others verify with. */
  vkey: string;
  /** The signature line of the text, with its end of line. */
  sign(text: string): string;
}

/** The vkey of an Ed25519 key, given as the 32 bytes of RFC 8032. */
export function vkeyOf(name: string, publicKey: Uint8Array): string {
  if (!keyName.test(name) || publicKey.length !== 32)
    throw new DistrustError("MALFORMED", "not the name of a note's key");
  return `${name}+${keyIdOf(name, publicKey)}+${encodeBase64(Buffer.concat([ed25519, publicKey]))}`;
}

/** Reads a vkey. Throws a DistrustError. */
export function parseVkey(vkey: string): NoteKey {
  const [name = "", id = "", ...rest] = vkey.split("+", 256);
  const key = decodeBase64(rest.join("+"));
  if (!keyName.test(name) || key?.length !== 33 || key[0] !== ed25519[0]) {
    throw new DistrustError("MALFORMED", "not a vkey: expected name+id+key of an Ed25519 key");
  }
  const publicKey = key.subarray(1);
  if (keyIdOf(name, publicKey) !== id) throw new DistrustError("MALFORMED", "the vkey's id does not fit its key");
  return { name, id, publicKey };
}

/** Signs notes under this name with an Ed25519 key in PEM (PKCS #8). */
export function noteSigner(name: string, privateKeyPem: string): NoteSigner {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType !== "ed25519") throw new DistrustError("MALFORMED", "notes are signed with an Ed25519 key");
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  const id = Buffer.from(keyIdOf(name, publicKey), "hex");
  return {
    vkey: vkeyOf(name, publicKey),
    sign: (text) => `— ${name} ${encodeBase64(Buffer.concat([id, sign(null, Buffer.from(text), key)]))}\n`,
  };
}

/** The text with a signature line of each signer. The text ends with an end of line. */
export function signNote(text: string, signers: readonly Pick<NoteSigner, "sign">[]): string {
  if (!text.endsWith("\n") || !isPlain(text)) throw new DistrustError("MALFORMED", "not the text of a note");
  return `${text}\n${signers.map((signer) => signer.sign(text)).join("")}`;
}

/**
 * The text of a note that at least one of these keys signed, and the vkeys of those that did. Signatures of other keys
 * count for nothing; a wrong one of these keys fails the whole note. Throws a DistrustError.
 */
export function openNote(note: string, vkeys: readonly string[]): { text: string; signedBy: string[] } {
  const { text, signatures } = splitNote(note);
  const signedBy = [...new Set(vkeys)].filter((vkey) => {
    const { name, id, publicKey } = parseVkey(vkey);
    const own = signatures.filter((signature) => signature.name === name && signature.id === id);
    if (!own.every(({ bytes }) => isSignedBy(publicKey, text, bytes))) {
      throw new DistrustError("BAD_SIGNATURE", "a signature of a known key does not fit the note's text");
    }
    return own.length > 0;
  });
  if (signedBy.length === 0) throw new DistrustError("UNKNOWN_KEY", "no known key signed the note");
  return { text, signedBy };
}

interface Signature {
  name: string;
  id: string;
  bytes: Uint8Array;
}

function splitNote(note: string): { text: string; signatures: Signature[] } {
  const end = note.lastIndexOf("\n\n");
  const lines = note.slice(end + 2).split("\n", maxSignatures + 2);
  const isNote = note.length <= maxLength && isPlain(note) && end > 0 && lines.length > 1;
  if (!isNote || lines.pop() !== "" || lines.length > maxSignatures) {
    throw new DistrustError("MALFORMED", "not a signed note");
  }
  return { text: note.slice(0, end + 1), signatures: lines.map(readSignature) };
}

function readSignature(line: string): Signature {
  const [dash, name = "", base64 = "", ...more] = line.split(" ", 4);
  const bytes = decodeBase64(base64);
  if (dash !== "—" || !keyName.test(name) || bytes === null || bytes.length < 5 || more.length > 0) {
    throw new DistrustError("MALFORMED", "a signature line of the note is not in its format");
  }
  return { name, id: Buffer.from(bytes.subarray(0, 4)).toString("hex"), bytes: bytes.subarray(4) };
}

function isSignedBy(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: "der", type: "spki" });
  return verify(null, Buffer.from(text), key, signature);
}

/** Well-formed, and no control character but the end of line. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !/(?!\n)\p{Cc}/u.test(text);
}

function keyIdOf(name: string, publicKey: Uint8Array): string {
  return hash("sha256", Buffer.concat([Buffer.from(`${name}\n`), ed25519, publicKey])).slice(0, 8);
}

/** No spaces, no plus, no control characters, no lone surrogates. */
const keyName = /^[^\s+\p{Cc}\p{Cs}]{1,500}$/u;
/** The type byte of Ed25519 in C2SP signed-note. */
const ed25519 = Uint8Array.of(1);
/** SubjectPublicKeyInfo of an Ed25519 key, up to its 32 bytes. */
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");
/** The limits of Go's sumdb/note. */
const maxLength = 1_000_000;
const maxSignatures = 100;
