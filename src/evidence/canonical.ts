import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/**
 * The one form of a JSON value that is hashed and signed: RFC 8785. Throws on what the evidence log does not hold:
 * numbers that are no safe integers, text with lone surrogates, `undefined` at the top.
 */
export function canonicalBytes(value: unknown): Uint8Array {
  refuseFractions(value);
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("expected a JSON value");
  return new TextEncoder().encode(text);
}

/** `sha256:` and the digest of the bytes in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** The value with lone surrogates replaced: text from outside may hold them, canonical JSON may not. */
export function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.toWellFormed(), wellFormed(member)]));
}

function refuseFractions(value: unknown): void {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new TypeError(`expected a safe integer, got ${value}`);
  }
  if (typeof value === "object" && value !== null) for (const member of Object.values(value)) refuseFractions(member);
}
