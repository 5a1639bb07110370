import type { Unavailable } from "../../domain/facts.ts";
import { isUnavailable } from "../../domain/readable.ts";
import type { ChangeContent } from "../../evidence/landed/change.ts";
import type { Change } from "../../landings/move.ts";
import { matchTree, type TreeEvidence } from "../../landings/tree-match.ts";
import type { Mirrors } from "../../pipeline/mirrors.ts";
import { GitHubError } from "../errors.ts";
import { isProvenMerge } from "../update-merges.ts";
import type { Range } from "./range.ts";
import { asNamedNow, type RepositorySource } from "./repository.ts";

type Trees = Pick<ChangeContent, "expectedTree" | "landedTree" | "treeMatch" | "treeSource"> & {
  reason: string | null;
};

/** What is compared: what landed, and on which commit. */
interface Landed {
  base: string | null;
  landed: string;
  head: string;
  /** SHA of GitHub's test merge, as the gate saw it. */
  testMerge: string | null;
  mirrors: Mirrors | null;
}

/** What a look found, or why it found nothing. */
type Look = (source: RepositorySource, landed: Landed) => Promise<Partial<TreeEvidence> | Unavailable>;

/** In the order of their cost; each is asked only if none before it confirmed the tree. */
const looks: readonly Look[] = [lookAtTestMerge, lookAtHead, lookAtTrees, lookAtMirror];

/** Whether the tree that landed is the one that was reviewed. */
export async function compareTrees(
  source: RepositorySource,
  head: string,
  {
    content,
    range,
    ...given
  }: { content: Change["content"]; range: Range | null } & Pick<Landed, "testMerge" | "mirrors">,
): Promise<Trees> {
  const landed = range?.commits.get(content?.landed ?? "");
  if (content === null || landed === undefined)
    return unknown("unavailable", "GitHub does not tell the commits of the move");
  const landedTree = landed.commit.tree.sha;
  if (landed.sha === head)
    return { expectedTree: landedTree, landedTree, treeMatch: true, treeSource: "head", reason: null };
  return weigh(source, { ...content, head, ...given }, landedTree);
}

async function weigh(source: RepositorySource, landed: Landed, landedTree: string): Promise<Trees> {
  const { base, head: sha } = landed;
  let evidence: TreeEvidence = {
    ...{ landedTree, base, head: { sha, tree: null }, mergeBase: null },
    ...{ testMerge: null, isProven: false, mergeTree: null },
  };
  let reason = "neither the test merge nor the trees of both sides tell what merging them makes";
  for (const look of looks) {
    try {
      const found = await look(source, landed);
      if (isUnavailable(found)) reason = found.unavailable;
      else evidence = { ...evidence, ...found };
    } catch (error) {
      if (!(error instanceof GitHubError) || error.isTransient) throw error;
      reason = error.message;
    }
    if (matchTree(evidence).tree_match === true) break;
  }
  const { expected_tree: expectedTree, tree_match: treeMatch, tree_source: treeSource } = matchTree(evidence);
  if (treeMatch === "unavailable") return unknown(landedTree, reason);
  return { expectedTree, landedTree, treeMatch, treeSource, reason: null };
}

async function lookAtTestMerge({ github, repo }: RepositorySource, { testMerge, landed }: Landed) {
  if (testMerge === null || testMerge === landed) return {};
  const { data } = await github.rest.git.getCommit({ ...repo, commit_sha: testMerge });
  return { testMerge: { parents: data.parents.map(({ sha }) => sha), tree: data.tree.sha } };
}

/** Where the base had not moved, merging makes the head's tree. */
async function lookAtHead({ github, repo }: RepositorySource, { base, head }: Landed) {
  if (base === null) return {};
  const basehead = `${base}...${head}`;
  const { data: comparison } = await github.rest.repos.compareCommitsWithBasehead({ ...repo, basehead, per_page: 1 });
  const mergeBase = comparison.merge_base_commit.sha;
  if (mergeBase !== base) return { mergeBase };
  const { data } = await github.rest.git.getCommit({ ...repo, commit_sha: head });
  return { mergeBase, head: { sha: head, tree: data.tree.sha } };
}

async function lookAtTrees(source: RepositorySource, { base, head, landed }: Landed) {
  return { isProven: base !== null && (await isProvenMerge(source, { base, topic: head }, landed)) };
}

async function lookAtMirror(source: RepositorySource, { mirrors, base, head }: Landed) {
  if (mirrors === null || base === null) return {};
  const mergeTree = await mirrors.mergeTree(await asNamedNow(source), base, head);
  return isUnavailable(mergeTree) ? mergeTree : { mergeTree };
}

function unknown(landedTree: string, reason: string): Trees {
  return { expectedTree: null, landedTree, treeMatch: "unavailable", treeSource: null, reason };
}
