import { expect, test } from "vitest";
import { matchTree, type TreeEvidence } from "../../src/landings/tree-match.ts";

const nothing: TreeEvidence = {
  landedTree: "L",
  base: "b",
  head: { sha: "h", tree: null },
  mergeBase: null,
  testMerge: null,
  isProven: false,
  mergeTree: null,
};

test.for<[string, Partial<TreeEvidence>, [string | null, boolean | "unavailable", string | null]]>([
  ["nothing is known", {}, [null, "unavailable", null]],
  ["the landed tree is not to be had", { landedTree: null, mergeTree: { tree: "L" } }, [null, "unavailable", null]],
  ["the base had not moved", { mergeBase: "b", head: { sha: "h", tree: "L" } }, ["L", true, "head"]],
  [
    "the base had not moved, something else landed",
    { mergeBase: "b", head: { sha: "h", tree: "H" } },
    ["H", false, "head"],
  ],
  [
    "the base had moved: the head's tree says nothing",
    { mergeBase: "a", head: { sha: "h", tree: "H" } },
    [null, "unavailable", null],
  ],
  ["the test merge", { testMerge: { parents: ["b", "h"], tree: "L" } }, ["L", true, "test-merge"]],
  ["another test merge landed", { testMerge: { parents: ["b", "h"], tree: "T" } }, ["T", false, "test-merge"]],
  ["a test merge on an older base", { testMerge: { parents: ["a", "h"], tree: "T" } }, [null, "unavailable", null]],
  ["a test merge of an older head", { testMerge: { parents: ["b", "g"], tree: "L" } }, [null, "unavailable", null]],
  ["the trees of both sides prove it", { isProven: true }, ["L", true, "trees"]],
  ["git merges to the same", { mergeTree: { tree: "L" } }, ["L", true, "merge-tree"]],
  ["git merges to something else", { mergeTree: { tree: "M" } }, ["M", false, "merge-tree"]],
  ["git finds a conflict, which somebody must have resolved", { mergeTree: "conflict" }, [null, false, "merge-tree"]],
  [
    "git merges another way than GitHub did before the eyes of the gate",
    { testMerge: { parents: ["b", "h"], tree: "L" }, mergeTree: { tree: "M" } },
    ["L", true, "test-merge"],
  ],
])("%s", ([, changed, [expected_tree, tree_match, tree_source]]) => {
  expect(matchTree({ ...nothing, ...changed })).toEqual({ expected_tree, tree_match, tree_source });
});
