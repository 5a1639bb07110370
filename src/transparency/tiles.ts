import { DistrustError } from "./errors.ts";
import { type HashReader, nodeHash } from "./merkle.ts";

/** A tile of the tree (C2SP tlog-tiles): `width` hashes of subtrees of 256^level leaves, `index` counts within the level. */
export interface Tile {
  level: number;
  index: number;
  /** From 1 to 256; a tile of 256 hashes is full. */
  width: number;
}

/** The hashes in a full tile. */
export const tileWidth = 256;
/** The levels of the tree from one level of tiles to the next. */
export const tileHeight = 8;

/** Every tile of a tree of `size` leaves, level by level from the leaves up, from left to right. */
export function tilesOf(size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let [level, hashes] = [0, size]; hashes > 0; ) {
    for (let index = 0; index * tileWidth < hashes; index += 1)
      tiles.push({ level, index, width: widthOf(index, hashes) });
    [level, hashes] = [level + 1, Math.floor(hashes / tileWidth)];
  }
  return tiles;
}

/** `tile/0/x001/234`; a tile that is not full ends with `.p/` and its width. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/[0-9]{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width < tileWidth ? `.p/${width}` : ""}`;
}

/** The bytes of a tile: its hashes one after the other. */
export async function tileBytes({ level, index, width }: Tile, read: HashReader): Promise<Uint8Array> {
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < width; at += 1) hashes.push(await read(level * tileHeight, index * tileWidth + at));
  return Buffer.concat(hashes);
}

/**
 * Reads hashes out of the tiles of a tree of `size` leaves. Throws a RangeError where the tree has no such subtree, and a
 * DistrustError where a tile is not as long as it is wide.
 */
export function readFromTiles(size: number, bytesOf: (tile: Tile) => Promise<Uint8Array>): HashReader {
  return async (level, index) => {
    const tileLevel = Math.floor(level / tileHeight);
    const count = 2 ** (level % tileHeight);
    const first = index * count;
    const tile = Math.floor(first / tileWidth);
    const hashes = Math.floor(size / tileWidth ** tileLevel);
    if (first + count > hashes) throw new RangeError(`no subtree ${index} of level ${level} in ${size} leaves`);
    const width = widthOf(tile, hashes);
    const bytes = await bytesOf({ level: tileLevel, index: tile, width });
    if (bytes.length !== width * 32) throw new DistrustError("MALFORMED", "a tile is not as long as it is wide");
    const start = (first - tile * tileWidth) * 32;
    return rootOfHashes(bytes.subarray(start, start + count * 32));
  };
}

/** The root over hashes that stand one after the other; their number is a power of two. */
function rootOfHashes(hashes: Uint8Array): Uint8Array {
  if (hashes.length <= 32) return hashes;
  const middle = hashes.length / 2;
  return nodeHash(rootOfHashes(hashes.subarray(0, middle)), rootOfHashes(hashes.subarray(middle)));
}

function widthOf(index: number, hashes: number): number {
  return Math.min(tileWidth, hashes - index * tileWidth);
}
