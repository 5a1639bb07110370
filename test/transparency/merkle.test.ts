import { expect, test } from "vitest";
import {
  consistencyProof,
  emptyFrontier,
  emptyRoot,
  extend,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
} from "../../src/transparency/merkle.ts";
import { treeOf } from "../support/tree.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** The leaves of the published test vectors of certificate-transparency, and the roots of the first 1 to 8 of them. */
const vectors = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test("the published vectors' roots come out", () => {
  let frontier = emptyFrontier;
  expect(hex(rootOf(frontier))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (const [index, vector] of vectors.entries()) {
    frontier = extend(frontier, leafHash(Buffer.from(vector, "hex")));
    expect({ size: frontier.size, root: hex(rootOf(frontier)) }).toEqual({ size: index + 1, root: roots[index] });
  }
});

/** The tree of seven leaves that RFC 6962 draws in 2.1.3, with the names of its nodes there. */
async function drawn() {
  const { read, leaf } = treeOf(7);
  const [g, h, i] = [await read(1, 0), await read(1, 1), await read(1, 2)];
  return {
    c: leaf(2),
    d: leaf(3),
    e: leaf(4),
    f: leaf(5),
    g,
    h,
    i,
    j: leaf(6),
    k: await read(2, 0),
    l: nodeHash(i, leaf(6)),
  };
}

test.for([
  { proof: "inclusion of d0", path: inclusionProof(0, 7, treeOf(7).read), nodes: ["b", "h", "l"] },
  { proof: "inclusion of d3", path: inclusionProof(3, 7, treeOf(7).read), nodes: ["c", "g", "l"] },
  { proof: "inclusion of d4", path: inclusionProof(4, 7, treeOf(7).read), nodes: ["f", "j", "k"] },
  { proof: "inclusion of d6", path: inclusionProof(6, 7, treeOf(7).read), nodes: ["i", "k"] },
  { proof: "consistency of 3 leaves", path: consistencyProof(3, 7, treeOf(7).read), nodes: ["c", "d", "g", "l"] },
  { proof: "consistency of 4 leaves", path: consistencyProof(4, 7, treeOf(7).read), nodes: ["l"] },
  { proof: "consistency of 6 leaves", path: consistencyProof(6, 7, treeOf(7).read), nodes: ["i", "j", "k"] },
])("the RFC's example: $proof", async ({ path, nodes }) => {
  const named: Record<string, Uint8Array> = { ...(await drawn()), b: treeOf(7).leaf(1) };
  expect((await path).map(hex)).toEqual(nodes.map((name) => hex(named[name] ?? emptyRoot())));
});
