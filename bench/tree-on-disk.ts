import { appendFileSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { emptyFrontier, extend, type HashReader, leafHash, rootOf } from "../src/transparency/merkle.ts";
import { readFromTiles, tileHeight, tileWidth } from "../src/transparency/tiles.ts";

const tileSize = tileWidth * 32;
/** Tiles that are kept in memory. */
const kept = 64;

/** The tree over so many leaves, with its tiles in files of the folder, so that it takes no memory. */
export function treeOnDisk(
  size: number,
  leafAt: (seq: number) => Uint8Array,
  folder: string,
): { root: Uint8Array; hash: HashReader } {
  const waiting = new Map<number, Uint8Array[]>();
  const fileOf = (level: number) => join(folder, `level-${level}`);
  const put = (level: number) => {
    appendFileSync(fileOf(level), Buffer.concat(waiting.get(level) ?? []));
    waiting.set(level, []);
  };
  let frontier = emptyFrontier;
  for (let seq = 0; seq < size; seq += 1) {
    frontier = extend(frontier, leafHash(leafAt(seq)), (height, _index, node) => {
      if (height % tileHeight !== 0) return;
      const level = height / tileHeight;
      const hashes = waiting.get(level) ?? [];
      hashes.push(node);
      waiting.set(level, hashes);
      if (hashes.length === tileWidth) put(level);
    });
  }
  for (const level of waiting.keys()) put(level);
  const files = [...waiting.keys()].map((level) => openSync(fileOf(level), "r"));
  return { root: rootOf(frontier), hash: readerOf(size, files) };
}

function readerOf(size: number, files: readonly number[]): HashReader {
  const tiles = new Map<string, Uint8Array>();
  return readFromTiles(size, async ({ level, index, width }) => {
    const known = tiles.get(`${level}/${index}`);
    if (known !== undefined) return known;
    const bytes = Buffer.alloc(width * 32);
    readSync(files[level] ?? -1, bytes, 0, bytes.length, index * tileSize);
    if (tiles.size >= kept) tiles.delete(tiles.keys().next().value ?? "");
    tiles.set(`${level}/${index}`, bytes);
    return bytes;
  });
}
