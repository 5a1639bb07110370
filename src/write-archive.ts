import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { AlteredLogError } from "./bundle/check-log.ts";
import type { ExportRequest } from "./bundle/request.ts";
import { openFile } from "./bundle/spool.ts";
import { type Written, writeBundle } from "./bundle/write-bundle.ts";
import { isOfDisk } from "./disk-errors.ts";
import { syncFolder } from "./storage/sync-folder.ts";

/** What a bundle leaves in its working folder when it is interrupted. */
const ownFiles = /^(small|\d+|bundle\.zip)$/;

/**
 * Writes the bundle to `path`, which is there as a whole or not at all. It is made in the folder `path.part`; what an interrupted
 * export left there is thrown away, and the same bytes are made again. Returns why it cannot be, in words.
 */
export async function writeArchive(request: ExportRequest, path: string): Promise<Written | string> {
  if ((await stat(path).catch(() => null))?.isDirectory()) return `${path} is a folder: --out names the archive`;
  const part = `${path}.part`;
  const left = await readdir(part).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    return [`${part} is no folder`];
  });
  const foreign = left.find((name) => !ownFiles.test(name));
  if (foreign !== undefined)
    return `${part} holds what no export left there (${foreign}): move it away, or choose another --out`;
  try {
    return await writeWhole(request, part, path);
  } catch (error) {
    if (error instanceof AlteredLogError) return `nothing is exported: ${error.message}`;
    if (isOfDisk(error)) return `${dirname(part)} cannot be written to: ${error.message}`;
    throw error;
  }
}

async function writeWhole(request: ExportRequest, part: string, path: string): Promise<Written> {
  await rm(part, { recursive: true, force: true });
  await mkdir(part);
  try {
    const whole = join(part, "bundle.zip");
    const out = openFile(whole, { flush: true });
    const written = await writeBundle(request, part, out);
    await finished(out.end());
    await rename(whole, path);
    await syncFolder(dirname(path));
    return written;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
