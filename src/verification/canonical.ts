/** Values that canonical JSON of this project holds. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** RFC 8785 for what the log holds: no fractions, no lone surrogates. So sorted names are all there is to it. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError("not a safe integer");
  if (typeof value === "string" && !value.isWellFormed()) throw new TypeError("a lone surrogate");
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${canonical(name)}:${canonical(value[name] ?? null)}`).join(",")}}`;
}

/** The value that the bytes are the canonical JSON of; undefined: they are not in the one form. */
export function parseCanonical(bytes: Uint8Array): Json | undefined {
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)) as Json;
    return Buffer.from(canonical(value)).equals(bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}
