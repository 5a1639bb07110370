import { diffFiles, emptyTree, type FileChange } from "../git/diff.ts";
import { commitsBetween, mergeBase } from "../git/history.ts";
import type { PullRequest } from "../state/pull-request.ts";

/** Where the base side of a pull request stands: the branch while open, what it was when it ended. */
export function baseTip(pull: PullRequest): string {
  const { repository, ref, sha } = pull.base;
  return pull.issue.state === "open" ? (repository.git.refs.get(`refs/heads/${ref}`) ?? sha) : sha;
}

/** The commit a pull request's diff starts from. https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/about-comparing-branches-in-pull-requests#three-dot-and-two-dot-git-diff-comparisons */
export async function pullMergeBase(pull: PullRequest): Promise<string> {
  return (await mergeBase(pull.base.repository.git, baseTip(pull), pull.head.sha)) ?? emptyTree;
}

/** The files a pull request changes. */
export async function pullChanges(pull: PullRequest): Promise<FileChange[]> {
  return diffFiles(pull.base.repository.git, await pullMergeBase(pull), pull.head.sha);
}

/** SHAs of the commits of a pull request, oldest first. */
export function pullCommits(pull: PullRequest): Promise<string[]> {
  return commitsBetween(pull.base.repository.git, baseTip(pull), pull.head.sha);
}
