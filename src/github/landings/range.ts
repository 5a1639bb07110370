import { GitHubError } from "../errors.ts";
import { allPages, perPage } from "../pages.ts";
import type { CommitData } from "../reader.ts";
import type { RepositorySource } from "./repository.ts";

/** A merged pull request, as GitHub tells it in lists and by itself. */
export interface MergedPull {
  number: number;
  merged_at: string | null;
  merge_commit_sha: string | null;
  base: { ref: string };
  head: { sha: string };
}

/** What a move of a branch brought. */
export interface Range {
  /** By SHA, oldest first. */
  commits: ReadonlyMap<string, CommitData>;
  /** The commit that they were counted from. */
  base: string;
  /** How many commits it took off the branch. */
  removed: number;
}

/**
 * The commits between two, by all parents; null: GitHub has not both any more, or they have nothing in common.
 * https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function readRange(
  { github, repo }: RepositorySource,
  before: string,
  after: string,
): Promise<Range | null> {
  let [base, removed] = [before, 0];
  try {
    const commits = await allPages(async (page) => {
      const { data, headers } = await github.rest.repos.compareCommitsWithBasehead({
        ...repo,
        basehead: `${base}...${after}`,
        per_page: perPage,
        page,
      });
      // A branch's name may mean another commit by the next page.
      base = data.base_commit.sha;
      removed = data.behind_by;
      return { headers, data: data.commits };
    });
    return { commits: new Map(commits.map((commit) => [commit.sha, commit])), base, removed };
  } catch (error) {
    if (error instanceof GitHubError && (error.status === 404 || error.status === 422)) return null;
    throw error;
  }
}
