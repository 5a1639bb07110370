import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { isKnownPath } from "../../scanner/languages/language-of.ts";

/** Bytes at the beginning in which git looks for a NUL to call a file binary. */
const LOOKED_AT = 8000;

/**
 * The text of a file; null if it is binary. UTF-16 is known by its byte order mark; what is no UTF-8 is read as far
 * as it goes. A NUL alone does not hide a file whose name or first line says that it is run. Throws if it is too large for a text.
 */
export function decode(path: string, bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return isBinary(path, bytes) ? null : new TextDecoder().decode(bytes);
}

/** Whether a text is UTF-16, whose lines git does not see. */
export function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function isBinary(path: string, bytes: Buffer): boolean {
  return (
    !isUtf16(bytes) &&
    !isKnownPath(path) &&
    !bytes.subarray(0, 3).equals(Buffer.from("#!/")) &&
    bytes.subarray(0, LOOKED_AT).includes(0)
  );
}

/**
 * The text of a file on this machine, as {@link decode} reads it; of a binary one only the beginning is read. Not
 * asynchronous: for many small files that would be several times as slow.
 */
export function readText(location: Buffer, path: string): string | null {
  const file = openSync(location, "r");
  try {
    const start = Buffer.alloc(LOOKED_AT);
    const bytes = start.subarray(0, readSync(file, start));
    if (isBinary(path, bytes)) return null;
    return decode(path, Buffer.concat([bytes, readFileSync(file)]));
  } finally {
    closeSync(file);
  }
}
