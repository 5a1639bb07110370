import { canonicalBytes } from "../evidence/canonical.ts";
import { encodeBase64 } from "../transparency/encoding.ts";
import { consistencyProof } from "../transparency/merkle.ts";
import { tileBytes, tilePath, tilesOf } from "../transparency/tiles.ts";
import type { ExportRequest } from "./request.ts";
import type { Spool } from "./spool.ts";

/** Writes the log's own files: checkpoint, tiles, keys, and the proof that the log of the bundle before is its beginning. */
export async function writeLogFiles(request: ExportRequest, previousSize: number | null, spool: Spool): Promise<void> {
  const { source, signer, pinned } = request;
  await spool.add("log/checkpoint", pinned.note);
  const keys = await source.keys(pinned.size);
  await spool.add("log/keys/keys.json", canonicalBytes(keys));
  const own = keys.findLast(({ use, status }) => use === "log" && status === "current");
  await spool.add("log/log.vkey", `${own?.key ?? ""}\n`);
  await spool.add("log/attest.pub.pem", signer.publicKey);
  for (const tile of tilesOf(pinned.size)) {
    await spool.add(`log/${tilePath(tile)}`, await tileBytes(tile, (level, index) => source.hash(level, index)));
  }
  await writePrevious(request, previousSize, spool);
}

async function writePrevious({ source, pinned }: ExportRequest, size: number | null, spool: Spool): Promise<void> {
  const previous = size === null ? null : await source.checkpoint(size);
  if (previous === null) return;
  await spool.add("log/checkpoint.prev", previous.note);
  const proof = await consistencyProof(previous.size, pinned.size, (level, index) => source.hash(level, index));
  await spool.add("log/consistency.txt", proof.map((hash) => `${encodeBase64(hash)}\n`).join(""));
}
