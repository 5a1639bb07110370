import type { LandedBody } from "../evidence/bodies.ts";

/** What is known of the trees of one pull request's landing. */
export interface TreeEvidence {
  /** The tree that landed; null: nobody could read it. */
  landedTree: string | null;
  /** Where the branch was right before; null: nobody knows. */
  base: string | null;
  /** The head that was reviewed, and its tree. */
  head: { sha: string; tree: string | null };
  /** What base and head have in common. */
  mergeBase: string | null;
  /** GitHub's test merge, as it was captured when the gate decided. */
  testMerge: { parents: readonly string[]; tree: string } | null;
  /** Whether the trees of both sides prove the landed one, file by file. What they do not prove may be right all the same. */
  isProven: boolean;
  /** What `git merge-tree --write-tree` makes of base and head; null: it was not asked. */
  mergeTree: { tree: string } | "conflict" | null;
}

/** What the tree that landed should be, and whether it is. */
export type TreeMatch = Pick<LandedBody["content"], "expected_tree" | "tree_match" | "tree_source">;

/**
 * Whether what was reviewed is what landed. One source that confirms it is enough, since ways of merging differ; without one,
 * the first that contradicts it counts; without any, it is unavailable.
 */
export function matchTree(evidence: TreeEvidence): TreeMatch {
  const { landedTree } = evidence;
  if (landedTree === null) return { expected_tree: null, tree_match: "unavailable", tree_source: null };
  const expectations = expectationsOf(evidence);
  const confirmed = expectations.find(({ tree }) => tree === landedTree);
  const found = confirmed ?? expectations[0];
  if (found === undefined) return { expected_tree: null, tree_match: "unavailable", tree_source: null };
  return { expected_tree: found.tree, tree_match: confirmed !== undefined, tree_source: found.source };
}

function expectationsOf({ landedTree, base, head, mergeBase, testMerge, isProven, mergeTree }: TreeEvidence) {
  const expectations: { source: string; tree: string | null }[] = [];
  if (base !== null && base === mergeBase && head.tree !== null) expectations.push({ source: "head", tree: head.tree });
  if (testMerge?.parents.length === 2 && testMerge.parents[0] === base && testMerge.parents[1] === head.sha) {
    expectations.push({ source: "test-merge", tree: testMerge.tree });
  }
  if (isProven) expectations.push({ source: "trees", tree: landedTree });
  if (mergeTree === "conflict") expectations.push({ source: "merge-tree", tree: null });
  else if (mergeTree !== null) expectations.push({ source: "merge-tree", tree: mergeTree.tree });
  return expectations;
}
