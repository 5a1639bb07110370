import { createHash } from "node:crypto";
import { BundleError, type Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";

const HASH = 32;
const TILE = 256;

/** The hashes of all leaves of the log, one behind the other, up to the checkpoint's size. */
export class LeafHashes {
  readonly size: number;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.size = bytes.length / HASH;
  }

  at(index: number): Buffer {
    return this.bytes.subarray(index * HASH, (index + 1) * HASH);
  }

  /** RFC 6962, section 2.1, word for word: the root of the leaves from `from` up to, not with, `to`. */
  root(from = 0, to = this.size): Buffer {
    if (to === from) return createHash("sha256").digest();
    if (to - from === 1) return this.at(from);
    let half = 1;
    while (half * 2 < to - from) half *= 2;
    return createHash("sha256")
      .update(Uint8Array.of(1))
      .update(this.root(from, from + half))
      .update(this.root(from + half, to))
      .digest();
  }
}

/** The hash of a leaf's bytes. */
export function hashOfLeaf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(Uint8Array.of(0)).update(bytes).digest();
}

/** The hashes of the leaves, from the tiles of level 0. Throws where they are not as many as the checkpoint says. */
export async function readLeafHashes(bundle: Bundle, size: number): Promise<LeafHashes> {
  const parts: Buffer[] = [];
  for (const { path, width } of tilesOfLevel(0, size)) {
    if (!bundle.has(path)) {
      throw new BundleError(
        "LOG_TRUNCATED",
        path,
        `the log holds ${size} leaves, but the hashes of some are not there`,
      );
    }
    const tile = await bundle.read(path, HASH * TILE);
    if (tile.length !== width * HASH) {
      throw new BundleError("LOG_TRUNCATED", path, `${width} hashes belong into this tile of the log`);
    }
    parts.push(tile);
  }
  return new LeafHashes(Buffer.concat(parts));
}

/** The tiles above are those that follow from the leaves, and there is no other. */
export async function checkTiles(bundle: Bundle, leaves: LeafHashes, problems: Problems): Promise<void> {
  const known = new Set(tilesOfLevel(0, leaves.size).map(({ path }) => path));
  for (let level = 1, span = TILE; span <= leaves.size; level++, span *= TILE) {
    for (const { path, index, width } of tilesOfLevel(level, leaves.size)) {
      known.add(path);
      await problems.guard(async () => {
        const first = index * TILE;
        const hashes = Array.from({ length: width }, (_, at) =>
          leaves.root((first + at) * span, (first + at + 1) * span),
        );
        if (!(await bundle.read(path, HASH * TILE)).equals(Buffer.concat(hashes))) {
          problems.add("TILE_WRONG", path, "its hashes do not follow from the leaves below");
        }
      });
    }
  }
  for (const name of bundle.names) {
    if (name.startsWith("log/tile/") && !known.has(name)) {
      problems.add("FILE_EXTRA", name, "the log of this size has no such tile");
    }
  }
}

/** C2SP tlog-tiles: whole tiles of 256 hashes, and one that is not full. */
function tilesOfLevel(level: number, size: number): { path: string; index: number; width: number }[] {
  const hashes = Math.floor(size / TILE ** level);
  return Array.from({ length: Math.ceil(hashes / TILE) }, (_, index) => {
    const width = Math.min(TILE, hashes - index * TILE);
    return { path: `log/tile/${level}/${placeOf(index)}${width === TILE ? "" : `.p/${width}`}`, index, width };
  });
}

function placeOf(index: number): string {
  const groups: string[] = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return groups.join("/");
}
