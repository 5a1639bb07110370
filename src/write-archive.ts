import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { AlteredLogError } from "./check-log.ts";
import type { ExportRequest } from "./request.ts";
import { type Written, writeBundle } from "./write-bundle.ts";

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
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
  } catch (error) {
    return `${dirname(part)} cannot be written to (${(error as NodeJS.ErrnoException).code})`;
  }
  const whole = join(part, "bundle.zip");
  const out = createWriteStream(whole, { flush: true });
  const written = await writeBundle(request, part, out).catch(refuseAltered);
  out.end();
  await finished(out);
  if (typeof written === "string") {
    await rm(part, { recursive: true });
    return written;
  }
  await rename(whole, path);
  await syncFolder(dirname(path));
  await rm(part, { recursive: true });
  return written;
}

function refuseAltered(error: unknown): string {
  if (error instanceof AlteredLogError) return `nothing is exported: ${error.message}`;
  throw error;
}

/** A rename is on disk once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
