import type { ChangeContent } from "../../evidence/landed/change.ts";
import { GitHubError } from "../errors.ts";
import type { CommitData, PullData } from "../reader.ts";
import { isProvenMerge } from "../update-merges.ts";
import type { RepositorySource } from "./repository.ts";

type Trees = Pick<ChangeContent, "expectedTree" | "landedTree" | "treeMatch" | "treeSource"> & {
  reason: string | null;
};

/**
 * Whether the tree that landed is the one that was reviewed: the head's, where the change stands right on what it was made from,
 * else the one that the trees of both sides make.
 */
export async function compareTrees(
  source: RepositorySource,
  pull: PullData,
  /** The change's last commit, and the commit that it was put on. */
  { landed, on }: { landed: CommitData | undefined; on: string | null },
): Promise<Trees> {
  if (landed === undefined || on === null)
    return unknown("unavailable", "GitHub does not tell the commits of the move");
  const landedTree = landed.commit.tree.sha;
  if (landed.sha === pull.head.sha) return { ...known(landedTree, landedTree, "head"), reason: null };
  try {
    const { github, repo } = source;
    const basehead = `${on}...${pull.head.sha}`;
    const { data } = await github.rest.repos.compareCommitsWithBasehead({ ...repo, basehead, per_page: 1 });
    if (data.merge_base_commit.sha === on) {
      const head = await github.rest.git.getCommit({ ...repo, commit_sha: pull.head.sha });
      return { ...known(head.data.tree.sha, landedTree, "head"), reason: null };
    }
    const isMerge = await isProvenMerge(source, { base: on, topic: pull.head.sha }, landed.sha);
    if (isMerge) return { ...known(landedTree, landedTree, "trees of both sides"), reason: null };
    return unknown(landedTree, "the trees of both sides do not tell what merging them makes");
  } catch (error) {
    if (!(error instanceof GitHubError) || error.isTransient) throw error;
    return unknown(landedTree, error.message);
  }
}

function known(expectedTree: string, landedTree: string, treeSource: string) {
  return { expectedTree, landedTree, treeMatch: expectedTree === landedTree, treeSource };
}

function unknown(landedTree: string, reason: string): Trees {
  return { expectedTree: null, landedTree, treeMatch: "unavailable", treeSource: null, reason };
}
