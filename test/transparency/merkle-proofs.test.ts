import fc from "fast-check";
import { expect, test } from "vitest";
import {
  consistencyProof,
  emptyFrontier,
  emptyRoot,
  extend,
  frontierAt,
  inclusionProof,
  rootAt,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "../../src/transparency/merkle.ts";
import { treeOf } from "../support/tree.ts";

const largest = 300;
const { roots, read, leaf } = treeOf(largest);
const rootOfSize = (size: number) => roots[size] ?? emptyRoot();

const places = fc
  .integer({ min: 1, max: largest })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
const grown = fc
  .integer({ min: 2, max: largest })
  .chain((to) => fc.record({ to: fc.constant(to), from: fc.integer({ min: 1, max: to - 1 }) }));
/** Where to change a list of hashes: which one, which byte, by what. */
const change = fc.record({ hash: fc.nat(), byte: fc.nat(31), by: fc.integer({ min: 1, max: 255 }) });

function changed(hashes: readonly Uint8Array[], { hash, byte, by }: { hash: number; byte: number; by: number }) {
  return hashes.map((bytes, at) =>
    at === hash % hashes.length ? bytes.map((value, place) => (place === byte ? value ^ by : value)) : bytes,
  );
}

test("every leaf's proof in every tree up to 300 leaves leads to its root", async () => {
  for (let size = 1; size <= largest; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const proof = await inclusionProof(index, size, read);
      const holds = verifyInclusion({ index, size, leaf: leaf(index), root: rootOfSize(size), proof });
      if (!holds) expect({ index, size }).toBe("included");
    }
  }
});

test("every tree up to 300 leaves is shown to begin with every smaller one", async () => {
  for (let to = 0; to <= largest; to += 1) {
    for (let from = 0; from <= to; from += 1) {
      const proof = await consistencyProof(from, to, read);
      const holds = verifyConsistency({ from, to, fromRoot: rootOfSize(from), toRoot: rootOfSize(to), proof });
      if (!holds) expect({ from, to }).toBe("consistent");
    }
  }
});

test("an inclusion proof with a byte, a hash or the index changed is refused", async () => {
  await fc.assert(
    fc.asyncProperty(places, change, fc.nat(), async ({ size, index }, at, other) => {
      const proof = await inclusionProof(index, size, read);
      const claim = { index, size, leaf: leaf(index), root: rootOfSize(size), proof };
      const [root = emptyRoot(), ownLeaf = emptyRoot(), ...siblings] = changed([claim.root, claim.leaf, ...proof], at);
      expect(verifyInclusion({ ...claim, root, leaf: ownLeaf, proof: siblings })).toBe(false);
      expect(verifyInclusion({ ...claim, proof: [...proof, leaf(0)] })).toBe(false);
      expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(proof.length === 0);
      expect(verifyInclusion({ ...claim, index: other % size })).toBe(other % size === index);
    }),
    { numRuns: 500 },
  );
});

test("a consistency proof with a byte, a hash or a root changed is refused", async () => {
  await fc.assert(
    fc.asyncProperty(grown, change, fc.nat(), async ({ from, to }, at, other) => {
      const proof = await consistencyProof(from, to, read);
      const claim = { from, to, fromRoot: rootOfSize(from), toRoot: rootOfSize(to), proof };
      const [fromRoot = emptyRoot(), toRoot = emptyRoot(), ...rest] = changed(
        [claim.fromRoot, claim.toRoot, ...proof],
        at,
      );
      expect(verifyConsistency({ ...claim, fromRoot, toRoot, proof: rest })).toBe(false);
      expect(verifyConsistency({ ...claim, proof: [...proof, leaf(0)] })).toBe(false);
      expect(verifyConsistency({ ...claim, proof: proof.slice(1) })).toBe(false);
      const another = other % to;
      expect(verifyConsistency({ ...claim, fromRoot: rootOfSize(another) })).toBe(another === from);
    }),
    { numRuns: 500 },
  );
});

test("a log that forked is not consistent, whatever of the proof it keeps", async () => {
  let fork = await frontierAt(6, read);
  fork = extend(extend(fork, leaf(99)), leaf(7));
  const proof = await consistencyProof(7, 8, read);
  const claim = { from: 7, to: 8, fromRoot: rootOfSize(7), proof };
  expect(verifyConsistency({ ...claim, toRoot: rootOfSize(8) })).toBe(true);
  expect(verifyConsistency({ ...claim, toRoot: rootOf(fork) })).toBe(false);
});

test("a frontier read back grows into the same roots", async () => {
  for (const size of [0, 1, 2, 3, 127, 128, 255, 256, 257, 299]) {
    const frontier = await frontierAt(size, read);
    expect(rootOf(extend(frontier, leaf(size)))).toEqual(rootOfSize(size + 1));
    expect(await rootAt(size, read)).toEqual(rootOfSize(size));
  }
  expect(await frontierAt(0, read)).toEqual(emptyFrontier);
});

test.for([
  { claim: "an index at the size", index: 8, size: 8 },
  { claim: "a negative index", index: -1, size: 8 },
  { claim: "a fraction", index: 0.5, size: 8 },
  { claim: "not a number", index: Number.NaN, size: 8 },
  { claim: "a size past the safe integers", index: 0, size: 2 ** 53 },
  { claim: "an empty tree", index: 0, size: 0 },
])("$claim is refused", async ({ index, size }) => {
  expect(verifyInclusion({ index, size, leaf: leaf(0), root: leaf(0), proof: [] })).toBe(false);
  await expect(inclusionProof(index, size, read)).rejects.toThrow(RangeError);
});

test.for([
  { claim: "a tree that shrank", from: 8, to: 7 },
  { claim: "a negative size", from: -1, to: 8 },
  { claim: "a size past the safe integers", from: 1, to: 2 ** 53 },
])("$claim is refused", async ({ from, to }) => {
  expect(verifyConsistency({ from, to, fromRoot: leaf(0), toRoot: leaf(0), proof: [] })).toBe(false);
  await expect(consistencyProof(from, to, read)).rejects.toThrow(RangeError);
});

test("an empty tree has one root only", () => {
  const claim = { from: 0, to: 8, toRoot: rootOfSize(8), proof: [] };
  expect(verifyConsistency({ ...claim, fromRoot: emptyRoot() })).toBe(true);
  expect(verifyConsistency({ ...claim, fromRoot: leaf(0) })).toBe(false);
  expect(verifyConsistency({ from: 0, to: 0, fromRoot: leaf(0), toRoot: leaf(0), proof: [] })).toBe(false);
});

test("hashes of another length than 32 bytes are refused", () => {
  const short = leaf(0).subarray(1);
  expect(verifyInclusion({ index: 0, size: 1, leaf: short, root: short, proof: [] })).toBe(false);
  expect(verifyConsistency({ from: 1, to: 1, fromRoot: short, toRoot: short, proof: [] })).toBe(false);
});

test("a tree as large as numbers go costs as many steps as it has levels", async () => {
  const asked: string[] = [];
  const size = Number.MAX_SAFE_INTEGER;
  const proof = await inclusionProof(size - 1, size, async (level, index) => {
    asked.push(`${level}/${index}`);
    return leaf(level);
  });
  expect(proof.length).toBeLessThanOrEqual(53);
  expect(asked.length).toBeLessThanOrEqual(53);
  expect(asked.every((place) => !/[.e-]/.test(place))).toBe(true);
});
