import { emptyFrontier, extend, type HashReader, leafHash, rootOf } from "../../src/transparency/merkle.ts";

/** A Merkle tree of this many leaves, each its number in decimal, with a reader of its complete subtrees. */
export function treeOf(size: number): { roots: Uint8Array[]; read: HashReader; leaf: (index: number) => Uint8Array } {
  const levels: Uint8Array[][] = [];
  let frontier = emptyFrontier;
  const roots = [rootOf(frontier)];
  for (let index = 0; index < size; index += 1) {
    frontier = extend(frontier, leafOf(index), (level, at, node) => {
      levels[level] ??= [];
      levels[level][at] = node;
    });
    roots.push(rootOf(frontier));
  }
  const read: HashReader = async (level, index) => {
    const node = levels[level]?.[index];
    if (node === undefined) throw new Error(`the tree has no complete subtree ${level}/${index}`);
    return node;
  };
  return { roots, read, leaf: leafOf };
}

function leafOf(index: number): Uint8Array {
  return leafHash(Buffer.from(String(index)));
}
