import type { FileHandle } from "node:fs/promises";
import { BundleError } from "../problems.ts";

/** One entry as the central directory describes it. */
export interface ZipEntry {
  name: string;
  method: number;
  flags: number;
  /** DOS time and date, as one number. */
  modified: number;
  crc: number;
  compressed: number;
  bytes: number;
  /** Where its local header starts. */
  offset: number;
}

/** Bounds that no bundle of a million changes comes near. */
const MAX_ENTRIES = 1_000_000;
const MAX_DIRECTORY_BYTES = 256 * 1024 * 1024;
const END_BYTES = 22;
/** A number that 32 bits do not hold: it stands in an extra field. */
export const NEEDS_64 = 0xffffffff;
const END_64_BYTES = 76;
/** Every entry needs version 4.5 of the format, is made on Unix, and is a regular file. */
export const VERSION = 45;
const MADE_BY = (3 << 8) | VERSION;
const REGULAR = (0o100644 << 16) >>> 0;

/** Reads bytes at a place, all of them or none. */
export async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(buffer, read, length - read, position + read);
    if (bytesRead === 0) throw malformed("it ends too early");
    read += bytesRead;
  }
  return buffer;
}

/** Why a file is no archive of the one form that `mergewarden export` writes. */
export function malformed(why: string): BundleError {
  return new BundleError("ZIP_MALFORMED", "", `the zip archive is damaged or was changed: ${why}`);
}

/** The central directory, and where it starts. The archive ends right behind it: no comment, nothing appended. */
export async function readDirectory(file: FileHandle): Promise<{ entries: ZipEntry[]; start: number }> {
  const { size } = await file.stat();
  if (size < END_BYTES) throw new BundleError("NOT_A_BUNDLE", "", "this is not a zip archive");
  const end = await bytesAt(file, size - END_BYTES, END_BYTES);
  if (end.readUInt32LE(0) !== 0x06054b50) {
    throw new BundleError("NOT_A_BUNDLE", "", "this is not a zip archive, or something is appended to it");
  }
  if (end.readUInt32LE(4) !== 0 || end.readUInt16LE(20) !== 0) throw malformed("its end is not as it is written");
  const { count, start, length } = await extent(file, end, size);
  if (end.readUInt16LE(8) !== end.readUInt16LE(10)) throw malformed("it says two numbers of entries");
  if (count > MAX_ENTRIES || length > MAX_DIRECTORY_BYTES) throw malformed("its directory is larger than any bundle's");
  return { entries: entriesIn(await bytesAt(file, start, length), count), start };
}

/** Where the directory is: in the zip64 records, which every bundle has, and again in the short one as far as its numbers reach. */
async function extent(file: FileHandle, end: Buffer, size: number) {
  const at = size - END_BYTES - END_64_BYTES;
  if (at < 0) throw malformed("it has no zip64 records");
  const record = await bytesAt(file, at, END_64_BYTES);
  const [count, length, start] = [big(record, 32), big(record, 40), big(record, 48)];
  const wanted = Buffer.alloc(END_64_BYTES);
  wanted.writeUInt32LE(0x06064b50, 0);
  wanted.writeBigUInt64LE(44n, 4);
  wanted.writeUInt16LE(MADE_BY, 12);
  wanted.writeUInt16LE(VERSION, 14);
  wanted.writeBigUInt64LE(BigInt(count), 24);
  record.copy(wanted, 32, 32, 56);
  wanted.writeUInt32LE(0x07064b50, 56);
  wanted.writeBigUInt64LE(BigInt(at), 64);
  wanted.writeUInt32LE(1, 72);
  const short = { count: end.readUInt16LE(10), length: end.readUInt32LE(12), start: end.readUInt32LE(16) };
  const isSame =
    short.count === Math.min(count, 0xffff) &&
    short.length === Math.min(length, NEEDS_64) &&
    short.start === Math.min(start, NEEDS_64);
  if (!wanted.equals(record) || !isSame || start + length !== at) throw malformed("its end is not as it is written");
  return { count, length, start };
}

function entriesIn(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw malformed("its directory is cut");
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((place) => directory.readUInt16LE(at + place));
    const behind = at + 46 + (nameBytes ?? 0) + (extraBytes ?? 0);
    if (behind > directory.length || commentBytes !== 0)
      throw malformed("an entry of its directory is not as it is written");
    const name = directory.subarray(at + 46, at + 46 + (nameBytes ?? 0)).toString("utf8");
    const extra = directory.subarray(at + 46 + (nameBytes ?? 0), behind);
    entries.push(entryAt(directory.subarray(at, at + 46), name, extra));
    at = behind;
  }
  if (at !== directory.length) throw malformed("its directory holds more than its entries");
  return entries;
}

function entryAt(head: Buffer, name: string, extra: Buffer): ZipEntry {
  const isRegular =
    head.readUInt16LE(4) === MADE_BY &&
    head.readUInt16LE(6) === VERSION &&
    head.readUInt32LE(34) === 0 &&
    head.readUInt32LE(38) === REGULAR;
  if (!isRegular) throw malformed(`${JSON.stringify(name)} is no regular file`);
  const places = [24, 20, 42].map((at) => head.readUInt32LE(at));
  const [bytes = 0, compressed = 0, offset = 0] = widened(places, extra, name);
  return {
    name,
    flags: head.readUInt16LE(8),
    method: head.readUInt16LE(10),
    modified: head.readUInt32LE(12),
    crc: head.readUInt32LE(16),
    compressed,
    bytes,
    offset,
  };
}

/** Numbers too large for 32 bits stand in the one extra field that is allowed. */
function widened(places: number[], extra: Buffer, name: string): number[] {
  const isMarked = places.map((place) => place === NEEDS_64);
  if (extra.length === 0 && !isMarked.includes(true)) return places;
  const isRight = extra.length >= 4 && extra.readUInt16LE(0) === 1 && extra.readUInt16LE(2) === extra.length - 4;
  const wanted = isMarked.filter(Boolean).length * 8;
  if (!isRight || extra.length - 4 !== wanted) throw malformed(`${JSON.stringify(name)} has an extra field`);
  let at = 4;
  return places.map((place, index) => {
    if (!isMarked[index]) return place;
    at += 8;
    return big(extra, at - 8);
  });
}

function big(buffer: Buffer, at: number): number {
  const value = buffer.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw malformed("it says a size that no file has");
  return Number(value);
}
