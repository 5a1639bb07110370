import type { GitHub } from "./client.ts";
import { RateLimited } from "./errors.ts";
import { allPages, perPage } from "./pages.ts";
import type { CommitData, FileData, PullData, Reader } from "./reader.ts";

type Repo = Reader["repo"];

/** Base branch … head: one answer that tells the base's tip, the merge base, the commits and up to 300 files. */
export interface Comparison {
  baseSha: string;
  mergeBase: string;
  /** The first page of commits. */
  commits: readonly CommitData[];
  totalCommits: number;
  files: readonly FileData[];
}

export interface BaseTip {
  sha: string;
  mergeBase: string | null;
}

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits */
export async function readComparison(github: GitHub, repo: Repo, pull: PullData): Promise<Comparison> {
  const basehead = `${pull.base.ref}...${pull.head.sha}`;
  return compare(github, repo, basehead);
}

/** What two commits differ in. */
export async function compare(github: GitHub, repo: Repo, basehead: string): Promise<Comparison> {
  const { data } = await github.rest.repos.compareCommitsWithBasehead({
    ...repo,
    basehead,
    per_page: perPage,
    page: 1,
  });
  return {
    baseSha: data.base_commit.sha,
    mergeBase: data.merge_base_commit.sha,
    commits: data.commits,
    totalCommits: data.total_commits,
    files: data.files ?? [],
  };
}

/** Where the base branch is now, even if it cannot be compared with the head. */
export async function readBaseTip(reader: Reader): Promise<BaseTip> {
  const { github, repo } = reader;
  try {
    const { baseSha, mergeBase } = await reader.comparison();
    return { sha: baseSha, mergeBase };
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    reader.onFailure(error);
    const { base } = await reader.pull();
    const { data } = await github.rest.git.getRef({ ...repo, ref: `heads/${base.ref}` });
    return { sha: data.object.sha, mergeBase: null };
  }
}

/** The comparison's commits have no limit; where it counts others than the pull request, the pull request's list decides. */
export async function readCommits(reader: Reader): Promise<readonly CommitData[]> {
  const { github, repo } = reader;
  const pull = await reader.pull();
  const compared = await reader.comparison();
  if (compared.totalCommits !== pull.commits) {
    const listed = { ...repo, pull_number: pull.number, per_page: perPage };
    return allPages((page) => github.rest.pulls.listCommits({ ...listed, page }));
  }
  if (compared.commits.length >= compared.totalCommits) return compared.commits;
  // Pinned to commits, so that all pages are of one comparison.
  const basehead = `${compared.baseSha}...${pull.head.sha}`;
  return allPages(async (page) => {
    const answer = await github.rest.repos.compareCommitsWithBasehead({ ...repo, basehead, per_page: perPage, page });
    return { headers: answer.headers, data: answer.data.commits };
  });
}
