import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Json, parseCanonical } from "./canonical.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";

/** Long lists that records name by digest. */
export interface Documents {
  /** What the digest (`sha256:…`) names; undefined: the bundle does not hold it. */
  get(digest: string): Json | undefined;
  /** How many documents no record names. A document that several name stands there once, or once for each. */
  surplus(): number;
  close(): void;
}

const FILE = "population/lists.jsonl";
const DIGEST = 32;

/** Puts the documents into a temporary file, so that each is found again without holding them all in memory. */
export async function readDocuments(bundle: Bundle, problems: Problems): Promise<Documents> {
  const folder = mkdtempSync(join(tmpdir(), "mergewarden-verify-"));
  const file = openSync(join(folder, "lists"), "w+");
  let index = Buffer.alloc(DIGEST * 1024);
  const ends: number[] = [];
  await problems.guard(async () => {
    for await (const line of bundle.lines(FILE)) {
      const count = ends.length;
      const digest = createHash("sha256").update(line).digest();
      if ((count + 1) * DIGEST > index.length) index = Buffer.concat([index, Buffer.alloc(index.length)]);
      digest.copy(index, count * DIGEST);
      writeSync(file, line);
      ends.push((ends.at(-1) ?? 0) + line.length);
    }
  });
  const order = Uint32Array.from(ends, (_, place) => place).sort((a, b) => compareAt(index, a, b));
  const asked = new Set<number>();
  let asks = 0;
  return {
    get(digest) {
      const place = placeOf(index, order, Buffer.from(digest.replace(/^sha256:/, ""), "hex"));
      if (place === -1) return undefined;
      asked.add(place);
      asks++;
      const start = ends[place - 1] ?? 0;
      const bytes = Buffer.alloc((ends[place] ?? 0) - start);
      readSync(file, bytes, 0, bytes.length, start);
      return parseCanonical(bytes);
    },
    surplus() {
      const isFirst = (place: number, at: number) => at === 0 || compareAt(index, order[at - 1] ?? 0, place) !== 0;
      const distinct = order.filter(isFirst);
      const unasked = distinct.filter((place) => !asked.has(place)).length;
      return unasked > 0 || ends.length === distinct.length ? unasked : Math.abs(ends.length - asks);
    },
    close() {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function compareAt(index: Buffer, a: number, b: number): number {
  return index.compare(index, b * DIGEST, (b + 1) * DIGEST, a * DIGEST, (a + 1) * DIGEST);
}

/** Where the first of the documents with this digest is, in the order of the file; -1: nowhere. */
function placeOf(index: Buffer, order: Uint32Array, digest: Buffer): number {
  if (digest.length !== DIGEST) return -1;
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = order[middle] ?? 0;
    if (index.compare(digest, 0, DIGEST, place * DIGEST, (place + 1) * DIGEST) < 0) low = middle + 1;
    else high = middle;
  }
  const place = order[low] ?? -1;
  return place !== -1 && digest.equals(index.subarray(place * DIGEST, (place + 1) * DIGEST)) ? place : -1;
}
