import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { BundleError } from "./problems.ts";
import { malformed, readDirectory } from "./zip/directory.ts";
import { type PlacedEntry, placeEntries } from "./zip/layout.ts";

/** A bundle, opened: its files by name, each read as often as a check wants. */
export interface Bundle {
  /** Sorted by their bytes. */
  names: readonly string[];
  has(name: string): boolean;
  /** The file's bytes, piece by piece. Throws behind the last piece if they are not what the archive says. */
  stream(name: string): AsyncIterable<Uint8Array>;
  /** A file that is small by its nature. */
  read(name: string, atMost?: number): Promise<Buffer>;
  /** The file's lines without their ends. Every line must end, and none may be longer than a record is. */
  lines(name: string): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** A small file is unpacked in one go: most are. */
const AT_ONCE = 256 * 1024;
const SMALL = 64 * 1024 * 1024;
/** A list of a landing with ten thousands of commits is one line. */
const MAX_LINE = 64 * 1024 * 1024;

/** Opens a bundle. Throws a {@link BundleError} if it is none, or one that was changed. */
export async function openBundle(path: string): Promise<Bundle> {
  const file = await open(path, "r").catch(() => {
    throw new BundleError("NOT_A_BUNDLE", "", `${path} cannot be read`);
  });
  try {
    const { entries, start } = await readDirectory(file);
    if (!entries.some(({ name }) => name === "manifest.json")) {
      throw new BundleError("NOT_A_BUNDLE", "manifest.json", "the archive has no manifest: it is no evidence bundle");
    }
    const placed = await placeEntries(file, entries, start);
    const byName = new Map(placed.map((entry) => [entry.name, entry]));
    const fd = { read: (position: number, length: number, into: Buffer) => file.read(into, 0, length, position) };
    return bundleOf(
      byName,
      (entry) => contentOf(fd, entry),
      () => file.close(),
    );
  } catch (error) {
    await file.close();
    throw error;
  }
}

function bundleOf(
  entries: ReadonlyMap<string, PlacedEntry>,
  content: (entry: PlacedEntry) => AsyncIterable<Uint8Array>,
  close: () => Promise<void>,
): Bundle {
  const stream = (name: string) => {
    const entry = entries.get(name);
    if (entry === undefined) throw new BundleError("FILE_MISSING", name, "the bundle does not hold this file");
    return content(entry);
  };
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    stream,
    lines: (name) => linesOf(stream(name), name),
    close,
    async read(name, atMost = SMALL) {
      if ((entries.get(name)?.bytes ?? 0) > atMost) {
        throw new BundleError("FILE_MALFORMED", name, "the file is larger than any of its kind");
      }
      const parts: Uint8Array[] = [];
      for await (const part of stream(name)) parts.push(part);
      return Buffer.concat(parts);
    },
  };
}

interface Reading {
  read(position: number, length: number, into: Buffer): Promise<{ bytesRead: number }>;
}

async function* contentOf(file: Reading, entry: PlacedEntry): AsyncGenerator<Uint8Array> {
  let [sum, bytes] = [0, 0];
  for await (const part of unpacked(file, entry)) {
    bytes += part.length;
    if (bytes > entry.bytes) throw malformed(`${entry.name} unpacks to more than it says`);
    sum = crc32(part, sum);
    yield part;
  }
  if (bytes !== entry.bytes || sum !== entry.crc) throw malformed(`${entry.name} is not what its checksum says`);
}

async function* unpacked(file: Reading, entry: PlacedEntry): AsyncGenerator<Uint8Array> {
  if (Math.max(entry.compressed, entry.bytes) <= AT_ONCE) {
    yield await unpackedAtOnce(file, entry);
    return;
  }
  const source = Readable.from(packed(file, entry));
  const inflate = createInflateRaw();
  source.on("error", (error) => inflate.destroy(error));
  source.pipe(inflate);
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof BundleError) throw error;
    throw malformed(`${entry.name} cannot be unpacked`);
  } finally {
    source.destroy();
    inflate.destroy();
  }
  if (inflate.bytesWritten !== entry.compressed) throw malformed(`${entry.name} has something behind its content`);
}

async function unpackedAtOnce(file: Reading, entry: PlacedEntry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of packed(file, entry)) parts.push(part);
  try {
    const options = { maxOutputLength: entry.bytes + 1, info: true } as const;
    const { buffer, engine } = inflateRawSync(Buffer.concat(parts), options) as unknown as Inflated;
    if (engine.bytesWritten === entry.compressed) return buffer;
  } catch {
    throw malformed(`${entry.name} cannot be unpacked`);
  }
  throw malformed(`${entry.name} has something behind its content`);
}

/** What Node's zlib returns with `info`. */
interface Inflated {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

async function* packed(file: Reading, { dataAt, compressed, name }: PlacedEntry): AsyncGenerator<Buffer> {
  let at = 0;
  while (at < compressed) {
    const buffer = Buffer.allocUnsafe(Math.min(65_536, compressed - at));
    const { bytesRead } = await file.read(dataAt + at, buffer.length, buffer);
    if (bytesRead === 0) throw malformed(`${name} is cut`);
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* linesOf(stream: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    let from = 0;
    for (let end = part.indexOf(10); end !== -1; end = part.indexOf(10, from)) {
      rest.push(Buffer.from(part.subarray(from, end)));
      yield rest.length === 1 ? (rest[0] ?? Buffer.alloc(0)) : Buffer.concat(rest);
      [rest, length] = [[], 0];
      from = end + 1;
    }
    length += part.length - from;
    if (length > MAX_LINE) throw new BundleError("FILE_MALFORMED", name, "a line is longer than any record");
    if (from < part.length) rest.push(Buffer.from(part.subarray(from)));
  }
  if (rest.length > 0) throw new BundleError("FILE_MALFORMED", name, "its last line does not end");
}
