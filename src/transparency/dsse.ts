import { createPublicKey, hash, type KeyObject, verify } from "node:crypto";
import { decodeBase64, encodeBase64 } from "./encoding.ts";
import { DistrustError } from "./errors.ts";

/** A signed payload and what it is (DSSE v1). */
export interface Envelope {
  /** Base64. */
  payload: string;
  payloadType: string;
  signatures: readonly { keyid: string; sig: string }[];
}

/** The type of an in-toto statement. */
export const inTotoType = "application/vnd.in-toto+json";

/** What a DSSE signature is made over: type and payload, each with its length in bytes. */
export function pae(type: string, payload: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}

/** The envelope around a payload with the signature over its `pae`. */
export function envelopeOf(type: string, payload: Uint8Array, signature: Uint8Array, keyId: string): Envelope {
  return {
    payload: encodeBase64(payload),
    payloadType: type,
    signatures: [{ keyid: keyId, sig: encodeBase64(signature) }],
  };
}

/** Reads an envelope's JSON. Throws a DistrustError. */
export function parseEnvelope(json: string): Envelope {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new DistrustError("MALFORMED", "the envelope is not JSON");
  }
  if (!isEnvelope(value)) {
    throw new DistrustError("MALFORMED", "not an envelope: expected payload, payloadType and signatures");
  }
  return value;
}

/**
 * The payload of an envelope of this type that the key, ECDSA P-256 in PEM, signed. A wrong signature under the key's id
 * fails the envelope; those of other keys count for nothing. Throws a DistrustError.
 */
export function verifyEnvelope(envelope: Envelope, publicKeyPem: string, type = inTotoType): Uint8Array {
  const key = p256(publicKeyPem);
  const keyId = idOf(key);
  const payload = decodeBase64(envelope.payload);
  if (payload === null || envelope.payloadType !== type) {
    throw new DistrustError("MALFORMED", "the envelope's payload is not base64, or of another type");
  }
  const own = envelope.signatures.filter(({ keyid }) => keyid === keyId);
  if (own.length === 0) throw new DistrustError("UNKNOWN_KEY", "the key did not sign the envelope");
  const signed = pae(type, payload);
  for (const { sig } of own) {
    const signature = decodeBase64(sig);
    if (signature === null || !verify("sha256", signed, key, signature)) {
      throw new DistrustError("BAD_SIGNATURE", "the key's signature does not fit the envelope's payload");
    }
  }
  return payload;
}

/** The id of a key in envelopes: SHA-256 of its SPKI in DER, in hexadecimal. */
export function keyIdOf(publicKeyPem: string): string {
  return idOf(p256(publicKeyPem));
}

function idOf(key: KeyObject): string {
  return hash("sha256", key.export({ format: "der", type: "spki" }));
}

function p256(publicKeyPem: string): KeyObject {
  const key = readKey(publicKeyPem);
  if (key?.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw new DistrustError("MALFORMED", "not an ECDSA P-256 public key in PEM");
  }
  return key;
}

function readKey(pem: string): KeyObject | null {
  if (pem.length > maxKeyLength) return null;
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

function isEnvelope(value: unknown): value is Envelope {
  return (
    isObject(value) &&
    typeof value.payload === "string" &&
    typeof value.payloadType === "string" &&
    Array.isArray(value.signatures) &&
    value.signatures.length <= maxSignatures &&
    value.signatures.every(
      (signature) => isObject(signature) && typeof signature.keyid === "string" && typeof signature.sig === "string",
    )
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const maxSignatures = 16;
/** A key in PEM is some 180 characters; OpenSSL takes its time with megabytes. */
const maxKeyLength = 10_000;
