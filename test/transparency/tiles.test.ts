import { expect, test } from "vitest";
import { DistrustError } from "../../src/transparency/errors.ts";
import { inclusionProof, rootAt } from "../../src/transparency/merkle.ts";
import { readFromTiles, tileBytes, tilePath, tilesOf } from "../../src/transparency/tiles.ts";
import { treeOf } from "../support/tree.ts";

test.for([
  { tile: { level: 0, index: 0, width: 256 }, path: "tile/0/000" },
  { tile: { level: 0, index: 0, width: 1 }, path: "tile/0/000.p/1" },
  { tile: { level: 1, index: 999, width: 256 }, path: "tile/1/999" },
  { tile: { level: 0, index: 1234, width: 256 }, path: "tile/0/x001/234" },
  { tile: { level: 0, index: 1234067, width: 8 }, path: "tile/0/x001/x234/067.p/8" },
])("$path", ({ tile, path }) => {
  expect(tilePath(tile)).toBe(path);
});

test("a tree of 70,000 leaves has the tiles that the specification lists", () => {
  const tiles = tilesOf(70_000);
  const ofLevel = (level: number) => tiles.filter((tile) => tile.level === level);
  expect(ofLevel(0).filter(({ width }) => width === 256)).toHaveLength(273);
  expect(ofLevel(0).filter(({ width }) => width < 256)).toEqual([{ level: 0, index: 273, width: 112 }]);
  expect(ofLevel(1)).toEqual([
    { level: 1, index: 0, width: 256 },
    { level: 1, index: 1, width: 17 },
  ]);
  expect(ofLevel(2)).toEqual([{ level: 2, index: 0, width: 1 }]);
  expect(tiles).toHaveLength(277);
});

test.for([
  { size: 0, paths: [] },
  { size: 1, paths: ["tile/0/000.p/1"] },
  { size: 256, paths: ["tile/0/000", "tile/1/000.p/1"] },
  { size: 257, paths: ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"] },
])("the tiles of $size leaves", ({ size, paths }) => {
  expect(tilesOf(size).map(tilePath)).toEqual(paths);
});

test("proofs read from tiles alone are those of the tree", async () => {
  const size = 66_000;
  const { roots, read } = treeOf(size);
  const files = new Map<string, Uint8Array>();
  for (const tile of tilesOf(size)) files.set(tilePath(tile), await tileBytes(tile, read));
  const fromTiles = readFromTiles(size, async (tile) => files.get(tilePath(tile)) ?? new Uint8Array());
  expect(await rootAt(size, fromTiles)).toEqual(roots[size]);
  expect(await rootAt(65_535, fromTiles)).toEqual(roots[65_535]);
  for (const index of [0, 255, 256, 65_535, 65_536, 65_999]) {
    expect(await inclusionProof(index, size, fromTiles)).toEqual(await inclusionProof(index, size, read));
  }
  await expect(fromTiles(0, size)).rejects.toThrow(RangeError);
  await expect(fromTiles(9, 128)).rejects.toThrow(RangeError);
  const cut = readFromTiles(size, async (tile) => (files.get(tilePath(tile)) ?? new Uint8Array()).subarray(32));
  await expect(cut(0, 0)).rejects.toThrow(DistrustError);
});
