import type { RepositorySource } from "../landings/repository.ts";

/** How a policy came to the default branch. */
export interface Arrival {
  /** The last commit that touched it; null: none ever did. */
  commit: string | null;
  /** The merged pull request that brought it; null: none is known. */
  pullRequest: number | null;
  mergedAt: Date | null;
  mergedBy: string | null;
}

/** Asks GitHub which commit touched a file last, and which pull request brought that. */
export async function readArrival(source: RepositorySource, path: string, at: string): Promise<Arrival> {
  const { github, repo } = source;
  const { default_branch: defaultBranch } = await source.home();
  const { data: commits } = await github.rest.repos.listCommits({ ...repo, sha: at, path, per_page: 1 });
  const commit = commits[0]?.sha ?? null;
  const direct: Arrival = { commit, pullRequest: null, mergedAt: null, mergedBy: null };
  if (commit === null) return direct;
  const { data: pulls } = await github.rest.repos.listPullRequestsAssociatedWithCommit({ ...repo, commit_sha: commit });
  const merged = pulls.find((pull) => pull.merged_at !== null && pull.base.ref === defaultBranch);
  if (merged === undefined) return direct;
  const { data: pull } = await github.rest.pulls.get({ ...repo, pull_number: merged.number });
  const mergedAt = pull.merged_at === null ? null : new Date(pull.merged_at);
  return { commit, pullRequest: pull.number, mergedAt, mergedBy: pull.merged_by?.login ?? null };
}
