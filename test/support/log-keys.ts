import { generateKeyPairSync, sign } from "node:crypto";
import { type Envelope, envelopeOf, inTotoType, keyIdOf, pae } from "../../src/transparency/dsse.ts";
import { type NoteSigner, noteSigner } from "../../src/transparency/notes.ts";

/** A signer of notes with a fresh key. */
export function freshSigner(name = "gate.example.com/gh-1/log1"): NoteSigner {
  const { privateKey } = generateKeyPairSync("ed25519");
  return noteSigner(name, privateKey.export({ format: "pem", type: "pkcs8" }) as string);
}

/** A fresh key for attestations, and what it signs. */
export function freshAttester(): { publicKey: string; envelope: (payload: string, type?: string) => Envelope } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const pem = publicKey.export({ format: "pem", type: "spki" }) as string;
  const envelope = (payload: string, type = inTotoType) =>
    envelopeOf(type, Buffer.from(payload), sign("sha256", pae(type, Buffer.from(payload)), privateKey), keyIdOf(pem));
  return { publicKey: pem, envelope };
}
