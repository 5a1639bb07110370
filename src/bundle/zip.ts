import { createReadStream } from "node:fs";
import type { Writable } from "node:stream";
import { put, type Spooled } from "./spool.ts";

/** 1980-01-01 00:00: the first moment that the format knows. */
const firstDay = 0x0021;
const limit = 0xffff_ffff;
const deflate = 8;
const utf8Names = 0x0800;
/** Zip64. */
const version = 45;

/** Writes a zip64 archive of the files, in their order: without comments, and without a time of its own. The same files give the same bytes. */
export async function writeZip(files: readonly Spooled[], out: Writable): Promise<void> {
  let at = 0;
  const add = async (bytes: Uint8Array) => {
    at += bytes.length;
    await put(out, bytes);
  };
  const directory: Buffer[] = [];
  for (const file of files) {
    directory.push(directoryEntry(file, at));
    await add(localHeader(file));
    if (file.compressed > 0) {
      const part = { start: file.offset, end: file.offset + file.compressed - 1 };
      for await (const bytes of createReadStream(file.file, part)) await add(bytes as Buffer);
    }
  }
  const start = at;
  for (const entry of directory) await add(entry);
  await add(endOf(files.length, start, at));
}

function localHeader(file: Spooled): Buffer {
  const name = Buffer.from(file.path);
  const wide =
    Math.max(file.bytes, file.compressed) >= limit ? wideSizes([file.bytes, file.compressed]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  writeCommon(header, 4, file, wide.length > 0);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(wide.length, 28);
  return Buffer.concat([header, name, wide]);
}

function directoryEntry(file: Spooled, at: number): Buffer {
  const name = Buffer.from(file.path);
  const isLarge = Math.max(file.bytes, file.compressed) >= limit;
  const values = [...(isLarge ? [file.bytes, file.compressed] : []), ...(at >= limit ? [at] : [])];
  const wide = values.length > 0 ? wideSizes(values) : Buffer.alloc(0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x0201_4b50, 0);
  entry.writeUInt16LE((3 << 8) | version, 4);
  writeCommon(entry, 6, file, isLarge);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(wide.length, 30);
  entry.writeUInt32LE((0o100644 << 16) >>> 0, 38);
  entry.writeUInt32LE(Math.min(at, limit), 42);
  return Buffer.concat([entry, name, wide]);
}

/** What both headers say, from the version needed to the sizes. */
function writeCommon(header: Buffer, start: number, file: Spooled, isLarge: boolean): void {
  header.writeUInt16LE(version, start);
  header.writeUInt16LE(utf8Names, start + 2);
  header.writeUInt16LE(deflate, start + 4);
  header.writeUInt16LE(0, start + 6);
  header.writeUInt16LE(firstDay, start + 8);
  header.writeUInt32LE(file.crc, start + 10);
  header.writeUInt32LE(isLarge ? limit : file.compressed, start + 14);
  header.writeUInt32LE(isLarge ? limit : file.bytes, start + 18);
}

function wideSizes(values: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + values.length * 8);
  field.writeUInt16LE(0x0001, 0);
  field.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return field;
}

/** The end in both forms, so that its shape does not hang on the size. */
function endOf(count: number, start: number, end: number): Buffer {
  const wide = Buffer.alloc(76);
  wide.writeUInt32LE(0x0606_4b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE((3 << 8) | version, 12);
  wide.writeUInt16LE(version, 14);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(end - start), 40);
  wide.writeBigUInt64LE(BigInt(start), 48);
  wide.writeUInt32LE(0x0706_4b50, 56);
  wide.writeBigUInt64LE(BigInt(end), 64);
  wide.writeUInt32LE(1, 72);
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x0605_4b50, 0);
  last.writeUInt16LE(Math.min(count, 0xffff), 8);
  last.writeUInt16LE(Math.min(count, 0xffff), 10);
  last.writeUInt32LE(Math.min(end - start, limit), 12);
  last.writeUInt32LE(Math.min(start, limit), 16);
  return Buffer.concat([wide, last]);
}
