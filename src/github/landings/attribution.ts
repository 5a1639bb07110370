import { type Claim, claimOf, type Moved } from "../../landings/claims.ts";
import type { Change, MergedPull, Move, MovedCommit } from "../../landings/move.ts";
import { partition } from "../../landings/partition.ts";
import { allPages, perPage } from "../pages.ts";
import type { CommitData } from "../reader.ts";
import { isProvenMerge } from "../update-merges.ts";
import type { MergedPull as PullData, Range } from "./range.ts";
import type { RepositorySource } from "./repository.ts";

/** The most commits that GitHub is asked about, one by one, for one move of a branch. What is beyond counts as pushed directly. */
const mostLookUps = 300;
/** GitHub lists no more of a pull request's commits. */
const mostListed = 250;

/**
 * Splits a move into changes. GitHub is asked which merged pull requests could have brought its commits; which of them did is
 * decided by the history. `isEarlier`: an earlier move brought it, so that this one did not.
 */
export async function attribute(
  source: RepositorySource,
  branch: string,
  { commits }: Range,
  move: Move,
  isEarlier: (pull: PullData) => Promise<boolean>,
): Promise<Change[]> {
  const moved = toMoved(commits);
  const open = new Set(moved.keys());
  const pulls = new Map<number, MergedPull>();
  const seen = new Set<number>();
  let lookUps = 0;
  for (const sha of [...moved.keys()].reverse()) {
    if (!open.has(sha) || lookUps === mostLookUps) continue;
    lookUps += 1;
    for (const pull of await mergedWith(source, branch, sha)) {
      if (seen.has(pull.number)) continue;
      seen.add(pull.number);
      if (await isEarlier(pull)) continue;
      const { merged, claim } = await readClaim(source, pull, commits, moved);
      if (claim !== null) pulls.set(pull.number, merged);
      for (const brought of claim?.shas ?? []) open.delete(brought);
    }
  }
  return partition(move, [...moved.values()], [...pulls.values()]);
}

/** The commits of the range that a merge brought. */
export async function commitsOfMerge(
  source: RepositorySource,
  pull: PullData,
  commits: Range["commits"],
): Promise<ReadonlySet<string>> {
  const { claim } = await readClaim(source, pull, commits, toMoved(commits));
  return claim?.shas ?? new Set();
}

/** Pull requests with this commit that were merged into the branch. */
async function mergedWith({ github, repo }: RepositorySource, branch: string, sha: string): Promise<PullData[]> {
  const pulls: PullData[] = await allPages((page) =>
    github.rest.repos.listPullRequestsAssociatedWithCommit({ ...repo, commit_sha: sha, per_page: perPage, page }),
  );
  return pulls.filter((pull) => pull.merged_at !== null && pull.base.ref === branch);
}

async function readClaim(
  source: RepositorySource,
  pull: PullData,
  commits: Range["commits"],
  moved: Moved,
): Promise<{ merged: MergedPull; claim: Claim | null }> {
  const landed = commits.get(pull.merge_commit_sha ?? "");
  const isMerge = landed !== undefined && landed.sha !== pull.head.sha && landed.parents.length > 1;
  const listed = await readCommits(source, pull);
  const merged: MergedPull = {
    number: pull.number,
    headSha: pull.head.sha,
    mergeCommitSha: pull.merge_commit_sha,
    commits: listed.map(toMovedCommit),
    isComplete: listed.length < mostListed,
    queued: false,
    isCleanMerge: isMerge && (await isMergeOfTwo(source, landed)),
  };
  return { merged, claim: claimOf(merged, moved, new Set()) };
}

function readCommits({ github, repo }: RepositorySource, { number }: PullData): Promise<CommitData[]> {
  return allPages((page) => github.rest.pulls.listCommits({ ...repo, pull_number: number, per_page: perPage, page }));
}

function toMoved(commits: Range["commits"]): Moved {
  return new Map([...commits].map(([sha, data]) => [sha, toMovedCommit(data)]));
}

function toMovedCommit({ sha, parents, commit }: CommitData): MovedCommit {
  const { name = "", email = "", date = "" } = commit.author ?? {};
  const author = commit.author === null ? null : { name, email, date };
  return { sha, parents: parents.map((parent) => parent.sha), author, message: commit.message.trimEnd() };
}

/** GitHub's own committer of web edits and merges, whose signature GitHub vouches for. */
const webFlow = "web-flow";

/** Whether a merge holds nothing but its two sides: GitHub made it, or its trees prove it. One made by hand can hold anything. */
async function isMergeOfTwo(
  source: RepositorySource,
  { sha, parents, committer, commit }: CommitData,
): Promise<boolean> {
  const [base, topic] = parents;
  if (parents.length !== 2 || base === undefined || topic === undefined) return false;
  if (committer?.login === webFlow && commit.verification?.verified === true) return true;
  return isProvenMerge(source, { base: base.sha, topic: topic.sha }, sha);
}

/** A rebase keeps message, author and author's date. */
export function repeats({ commit: a }: CommitData, { commit: b }: CommitData): boolean {
  const isSameAuthor = a.author?.email === b.author?.email && a.author?.name === b.author?.name;
  return isSameAuthor && a.author?.date === b.author?.date && a.message.trimEnd() === b.message.trimEnd();
}
