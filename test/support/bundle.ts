import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { inflateRawSync } from "node:zlib";
import { defaultMatrix } from "../../src/audit/default-matrix.ts";
import { periodOf } from "../../src/bundle/period.ts";
import type { ExportRequest } from "../../src/bundle/request.ts";
import { writeBundle } from "../../src/bundle/write-bundle.ts";
import type { TestLog } from "./evidence-source.ts";

/** The first quarter of 2026 in New York, where clocks change in it. */
export const quarter = periodOf({ from: "2026-01-01", to: "2026-03-31", tz: "America/New_York" });

/** What to export of the log: all of the first quarter, unless told otherwise. */
export async function requestOf(log: TestLog, choices: Partial<ExportRequest> = {}): Promise<ExportRequest> {
  const pinned = await log.checkpoint();
  if (pinned === null) throw new Error("the log was never signed");
  const fixed = { generator: "mergewarden/0.1.0", server: "https://github.com" };
  return {
    source: log,
    signer: log.signer,
    period: quarter,
    profile: "full",
    basis: "landed",
    matrix: defaultMatrix,
    pinned,
    ...fixed,
    ...choices,
  };
}

/** The archive's bytes. */
export async function exported(request: ExportRequest): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    const path = join(folder, "bundle.zip");
    const out = createWriteStream(path);
    await writeBundle(request, folder, out);
    out.end();
    await finished(out);
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The files in the archive, by name, in its order. */
export function unzipped(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.length - 22;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [compressed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.set(name, inflateRawSync(zip.subarray(start, start + compressed)));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** The rows of a CSV file, by column; a plain reader, for cells with commas, quotes and line ends. */
export function rowsOf(csv: Buffer | undefined): Record<string, string>[] {
  const cells = [...(csv?.toString("utf8") ?? "").matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)];
  const lines: string[][] = [[]];
  for (const [, cell = "", end] of cells) {
    lines.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ",") lines.push([]);
  }
  const [heads = [], ...rows] = lines.slice(0, -1);
  return rows.map((row) => Object.fromEntries(heads.map((head, index) => [head, row[index] ?? ""])));
}
