import type { FileHandle } from "node:fs/promises";
import { bytesAt, malformed, NEEDS_64, VERSION, type ZipEntry } from "./directory.ts";

/** An entry whose place in the archive was checked. */
export interface PlacedEntry extends ZipEntry {
  /** Where its compressed bytes start. */
  dataAt: number;
}

/** 1980-01-01 00:00, the one time that entries bear. */
const EPOCH = 0x00210000;
const UTF8 = 0x0800;
const DEFLATE = 8;
const STEP = /^[A-Za-z0-9._@#!%+=~,-]{1,255}$/;
/** Evidence compresses well, but nothing that we write so well; tiles and digests hardly at all. */
const MAX_RATIO = 400;
const MAX_BYTES = 64 * 1024 ** 3;

/**
 * Where every entry's data is: names sorted, unique and plain; entries one behind the other without a gap, from the first byte to the
 * directory; local headers that say what the directory says. So no byte of the archive is read by one reader and not by another.
 */
export async function placeEntries(
  file: FileHandle,
  entries: readonly ZipEntry[],
  end: number,
): Promise<PlacedEntry[]> {
  checkNames(entries);
  const placed: PlacedEntry[] = [];
  let at = 0;
  let total = 0;
  for (const entry of entries) {
    total += entry.bytes;
    checkKind(entry, total);
    if (entry.offset !== at) throw malformed(`${entry.name} does not follow the entry before it`);
    const dataAt = await checkLocalHeader(file, entry);
    placed.push({ ...entry, dataAt });
    at = dataAt + entry.compressed;
  }
  if (at !== end) throw malformed("there is something outside its entries");
  return placed;
}

function checkNames(entries: readonly ZipEntry[]): void {
  const names = entries.map(({ name }) => name);
  const bad = names.find((name) => !isPlain(name));
  if (bad !== undefined) throw malformed(`${JSON.stringify(bad.slice(0, 100))} is no name of a bundle's file`);
  const isSorted = names.every(
    (name, index) => index === 0 || Buffer.compare(Buffer.from(names[index - 1] ?? ""), Buffer.from(name)) < 0,
  );
  if (!isSorted) throw malformed("its entries are not sorted and unique");
}

/** A path that leads nowhere but down. */
function isPlain(name: string): boolean {
  return name.length <= 1024 && name.split("/").every((step) => STEP.test(step) && step !== "." && step !== "..");
}

function checkKind(entry: ZipEntry, total: number): void {
  const { name, method, flags, modified, bytes, compressed } = entry;
  if (method !== DEFLATE || flags !== UTF8) throw malformed(`${name} is packed in a way that bundles do not use`);
  if (modified !== EPOCH) throw malformed(`${name} bears a time`);
  if (bytes > 1_000_000 && bytes > compressed * MAX_RATIO)
    throw malformed(`${name} unpacks to more than evidence does`);
  if (total > MAX_BYTES) throw malformed("it unpacks to more than any bundle");
}

/** Returns where the entry's data starts. */
async function checkLocalHeader(file: FileHandle, entry: ZipEntry): Promise<number> {
  const name = Buffer.from(entry.name);
  const isLarge = Math.max(entry.bytes, entry.compressed) >= NEEDS_64;
  const wanted = Buffer.alloc(30 + name.length + (isLarge ? 20 : 0));
  wanted.writeUInt32LE(0x04034b50, 0);
  wanted.writeUInt16LE(VERSION, 4);
  wanted.writeUInt16LE(UTF8, 6);
  wanted.writeUInt16LE(DEFLATE, 8);
  wanted.writeUInt32LE(EPOCH, 10);
  wanted.writeUInt32LE(entry.crc, 14);
  wanted.writeUInt32LE(isLarge ? NEEDS_64 : entry.compressed, 18);
  wanted.writeUInt32LE(isLarge ? NEEDS_64 : entry.bytes, 22);
  wanted.writeUInt16LE(name.length, 26);
  wanted.writeUInt16LE(isLarge ? 20 : 0, 28);
  name.copy(wanted, 30);
  if (isLarge) {
    wanted.writeUInt32LE(0x00100001, 30 + name.length);
    wanted.writeBigUInt64LE(BigInt(entry.bytes), 34 + name.length);
    wanted.writeBigUInt64LE(BigInt(entry.compressed), 42 + name.length);
  }
  if (!wanted.equals(await bytesAt(file, entry.offset, wanted.length))) {
    throw malformed(`${entry.name} is described in two ways`);
  }
  return entry.offset + wanted.length;
}
