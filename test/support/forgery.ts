import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { canonicalBytes } from "../../src/evidence/canonical.ts";
import type { AttestationSigner } from "../../src/pipeline/evidence-source.ts";
import { type Verification, verify } from "../../src/verification/verify.ts";

/** The files of a bundle, by name. */
export type Files = Map<string, Buffer>;

const packed = new Map<Buffer, Buffer>();

/** An archive of the files, in the one form that bundles have. */
export function zipped(files: Files, order: readonly string[] = sorted(files)): Buffer {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const name of order) {
    const content = files.get(name) ?? Buffer.alloc(0);
    const data = packed.get(content) ?? deflateRawSync(content);
    packed.set(content, data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(45, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x0021, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE((3 << 8) | 45, 4);
    common.copy(head, 6);
    head.writeUInt32LE((0o100644 << 16) >>> 0, 38);
    head.writeUInt32LE(at, 42);
    directory.push(head, Buffer.from(name));
    parts.push(Buffer.from([0x50, 0x4b, 3, 4]), common, Buffer.from(name), data);
    at += 30 + Buffer.byteLength(name) + data.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...parts, listed, endOf(order.length, at, listed.length)]);
}

function endOf(count: number, start: number, length: number): Buffer {
  const end = Buffer.alloc(98);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeUInt32LE(44, 4);
  end.writeUInt16LE((3 << 8) | 45, 12);
  end.writeUInt16LE(45, 14);
  for (const [place, value] of [24, 32, 40, 48].map((place, index) => [place, [count, count, length, start][index]])) {
    end.writeUInt32LE(value ?? 0, place);
  }
  end.writeUInt32LE(0x07064b50, 56);
  end.writeUInt32LE(start + length, 64);
  end.writeUInt32LE(1, 72);
  end.writeUInt32LE(0x06054b50, 76);
  end.writeUInt16LE(count, 84);
  end.writeUInt16LE(count, 86);
  end.writeUInt32LE(length, 88);
  end.writeUInt32LE(start, 92);
  return end;
}

function sorted(files: Files): string[] {
  return [...files.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** What an attacker without keys can do beside: SHA256SUMS and the manifest agree with the files again. */
export function relisted(files: Files, changes: Record<string, unknown> = {}): Files {
  const manifest = parsed(files.get("manifest.json"));
  const own = new Map(files);
  const inside = sorted(own).filter((name) => !name.startsWith("manifest.") && name !== "SHA256SUMS");
  const entry = (path: string) => {
    const bytes = own.get(path) ?? Buffer.alloc(0);
    return { path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  };
  const sums = inside.map((path) => `${entry(path).sha256}  ${path}\n`).join("");
  own.set("SHA256SUMS", Buffer.from(sums));
  const listed = sorted(own).filter((name) => !name.startsWith("manifest."));
  own.set("manifest.json", Buffer.from(canonicalBytes({ ...manifest, ...changes, files: listed.map(entry) })));
  return own;
}

function parsed(bytes: Buffer | undefined): Record<string, unknown> {
  try {
    return JSON.parse(bytes?.toString("utf8") ?? "{}");
  } catch {
    return {};
  }
}

/** What someone who holds a key for attestations can do: the manifest is signed again. */
export async function resigned(files: Files, signer: AttestationSigner): Promise<Files> {
  const signature = await signer.sign(files.get("manifest.json") ?? Buffer.alloc(0));
  return new Map([...files, ["manifest.sig", Buffer.from(signature)]]);
}

/** Verifies an archive that is in memory. */
export async function verified(zip: Buffer, logKey: string | null, clones: string[] = []): Promise<Verification> {
  const folder = mkdtempSync(join(tmpdir(), "forgery-"));
  try {
    writeFileSync(join(folder, "bundle.zip"), zip);
    return await verify(join(folder, "bundle.zip"), { logKey, clones });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The codes of what was found, each once. */
export function codesOf({ problems }: Verification): string[] {
  return [...new Set(problems.map(({ code }) => code))];
}
