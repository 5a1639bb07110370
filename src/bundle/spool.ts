import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { crc32, createDeflateRaw, deflateRawSync } from "node:zlib";

/** One file of the bundle, compressed on disk and ready for the archive. */
export interface Spooled {
  path: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
  crc: number;
  compressed: number;
  /** Where its compressed bytes are. */
  file: string;
  offset: number;
}

/** Bytes that are kept back before they are hashed and compressed. */
const chunk = 64 * 1024;

/** Writes no faster than the stream takes it. Throws what went wrong with it, now or before. */
export async function put(stream: Writable, bytes: Uint8Array): Promise<void> {
  if (stream.errored !== null) throw stream.errored;
  if (!stream.write(bytes)) await once(stream, "drain");
}

/** What goes wrong while nobody waits, such as a full disk, ends no process: {@link put} tells whoever writes next. */
export function openFile(path: string, options: { flush?: boolean } = {}): WriteStream {
  return createWriteStream(path, options).on("error", () => undefined);
}

/** Where the bundle's files wait, in a folder, until all of them are known: the archive is sorted, and the manifest lists them. */
export class Spool {
  readonly #folder: string;
  readonly #done: Spooled[] = [];
  readonly #smallFile: string;
  readonly #small: WriteStream;
  #smallSize = 0;
  #opened = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#smallFile = join(folder, "small");
    this.#small = openFile(this.#smallFile);
  }

  /** Every finished file, sorted by the bytes of its path. */
  get files(): readonly Spooled[] {
    return this.#done.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  }

  /** A file that is written bit by bit. */
  open(path: string): BundleFile {
    this.#opened += 1;
    return new BundleFile(path, join(this.#folder, String(this.#opened)), (done) => this.#done.push(done));
  }

  /** A file that is at hand as a whole. */
  async add(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(content);
    const deflated = deflateRawSync(bytes);
    const place = { file: this.#smallFile, offset: this.#smallSize };
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    this.#done.push({ path, bytes: bytes.length, sha256, crc: crc32(bytes), compressed: deflated.length, ...place });
    this.#smallSize += deflated.length;
    await put(this.#small, deflated);
  }

  /** Nothing more comes. */
  async close(): Promise<void> {
    this.#small.end();
    await finished(this.#small);
  }
}

/** Hashes and compresses what is written, in one pass, no faster than the disk takes it. */
export class BundleFile {
  readonly #path: string;
  readonly #file: string;
  readonly #done: (spooled: Spooled) => void;
  readonly #deflate = createDeflateRaw();
  readonly #disk: WriteStream;
  readonly #sha256 = createHash("sha256");
  #waiting: string[] = [];
  #waitingSize = 0;
  #bytes = 0;
  #crc = 0;

  constructor(path: string, file: string, done: (spooled: Spooled) => void) {
    this.#path = path;
    this.#file = file;
    this.#done = done;
    this.#disk = openFile(file);
    this.#deflate.on("error", () => undefined).pipe(this.#disk);
    this.#disk.on("error", (error) => this.#deflate.destroy(error));
  }

  async write(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#waitingSize += text.length;
    if (this.#waitingSize >= chunk) await this.#flush();
  }

  async close(): Promise<void> {
    await this.#flush();
    this.#deflate.end();
    await finished(this.#disk);
    const sha256 = this.#sha256.digest("hex");
    const compressed = this.#disk.bytesWritten;
    this.#done({
      path: this.#path,
      bytes: this.#bytes,
      sha256,
      crc: this.#crc,
      compressed,
      file: this.#file,
      offset: 0,
    });
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(""));
    this.#waiting = [];
    this.#waitingSize = 0;
    this.#bytes += bytes.length;
    this.#crc = crc32(bytes, this.#crc);
    this.#sha256.update(bytes);
    await put(this.#deflate, bytes);
  }
}
