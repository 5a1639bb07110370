import { allPages, perPage } from "../pages.ts";
import type { CommitData } from "../reader.ts";
import { isProvenMerge } from "../update-merges.ts";
import type { MergedPull, Range } from "./range.ts";
import type { RepositorySource } from "./repository.ts";

/** The most commits that GitHub is asked about, one by one, for one move of a branch. What is beyond counts as pushed directly. */
const mostLookUps = 300;

/** How the commits of a range came to the branch. */
export interface Attribution {
  /** Pull requests that were merged into the branch, and the commits of the range that each brought, by number. */
  pulls: ReadonlyMap<number, readonly string[]>;
  /** Commits that no merged pull request brought. */
  direct: readonly CommitData[];
}

/**
 * Whose merge brought each commit to the branch. A commit belongs to a pull request if GitHub says that it was merged into this
 * branch with it, and if its place in the history agrees.
 */
export async function attribute(source: RepositorySource, branch: string, { commits }: Range): Promise<Attribution> {
  const open = new Map(commits);
  const pulls = new Map<number, string[]>();
  const direct: CommitData[] = [];
  let lookUps = 0;
  for (const commit of [...commits.values()].reverse()) {
    if (!open.has(commit.sha)) continue;
    const brought = lookUps < mostLookUps ? await findMerge(source, branch, commit, commits) : null;
    lookUps += 1;
    if (brought === null) direct.push(commit);
    // What another one brought stays that one's.
    const shas = (brought?.shas ?? [commit.sha]).filter((sha) => open.has(sha));
    if (brought !== null) pulls.set(brought.pull.number, [...(pulls.get(brought.pull.number) ?? []), ...shas]);
    for (const sha of shas) open.delete(sha);
  }
  return { pulls, direct: direct.reverse() };
}

interface Brought {
  pull: MergedPull;
  shas: readonly string[];
}

async function findMerge(
  source: RepositorySource,
  branch: string,
  commit: CommitData,
  range: Range["commits"],
): Promise<Brought | null> {
  const { github, repo } = source;
  const pulls = await allPages((page) =>
    github.rest.repos.listPullRequestsAssociatedWithCommit({
      ...repo,
      commit_sha: commit.sha,
      per_page: perPage,
      page,
    }),
  );
  for (const pull of pulls) {
    if (pull.merged_at === null || pull.base.ref !== branch) continue;
    const shas = await commitsOfMerge(source, pull, range);
    if (shas.includes(commit.sha)) return { pull, shas };
  }
  return null;
}

/** The commits of the range that a merge brought. */
export async function commitsOfMerge(
  source: RepositorySource,
  pull: MergedPull,
  range: Range["commits"],
): Promise<readonly string[]> {
  const landed = range.get(pull.merge_commit_sha ?? "");
  if (landed === undefined || landed.sha === pull.head.sha) return ownCommits(source, pull);
  const [first, second] = landed.parents;
  if (first === undefined) return ownCommits(source, pull);
  if (second !== undefined) {
    if (second.sha !== pull.head.sha || !(await isMergeOfTwo(source, landed))) return ownCommits(source, pull);
    const old = reachable(first.sha, range);
    return [landed.sha, ...[...reachable(second.sha, range)].filter((sha) => !old.has(sha))];
  }
  // Squashed: that one commit. Rebased: the pull request's commits anew, the last of which this is.
  return range.has(first.sha) ? rebased(source, pull, landed, range) : [landed.sha];
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

function reachable(from: string | undefined, range: Range["commits"]): Set<string> {
  const found = new Set<string>();
  const open = [from];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const commit = range.get(sha);
    if (commit === undefined || found.has(sha)) continue;
    found.add(sha);
    open.push(...commit.parents.map((parent) => parent.sha));
  }
  return found;
}

async function listed({ github, repo }: RepositorySource, { number }: MergedPull): Promise<CommitData[]> {
  return allPages((page) => github.rest.pulls.listCommits({ ...repo, pull_number: number, per_page: perPage, page }));
}

/** The pull request's commits as they are: its head itself is on the branch. */
async function ownCommits(source: RepositorySource, pull: MergedPull): Promise<readonly string[]> {
  return (await listed(source, pull)).map((commit) => commit.sha);
}

/** The chain that ends in the last rebased commit, as far down as each commit repeats one of the pull request's, in order. */
async function rebased(
  source: RepositorySource,
  pull: MergedPull,
  last: CommitData,
  range: Range["commits"],
): Promise<readonly string[]> {
  const originals = (await listed(source, pull)).filter((commit) => commit.parents.length === 1);
  const shas = [last.sha];
  let next = originals.findLastIndex((original) => repeats(last, original));
  for (let commit = below(last, range); commit !== undefined && next > 0; commit = below(commit, range)) {
    const candidate = commit;
    next = originals.slice(0, next).findLastIndex((original) => repeats(candidate, original));
    if (next < 0) break;
    shas.push(commit.sha);
  }
  return shas;
}

function below(commit: CommitData, range: Range["commits"]): CommitData | undefined {
  return commit.parents.length === 1 ? range.get(commit.parents[0]?.sha ?? "") : undefined;
}

/** A rebase keeps message, author and author's date. */
export function repeats({ commit: a }: CommitData, { commit: b }: CommitData): boolean {
  const isSameAuthor = a.author?.email === b.author?.email && a.author?.name === b.author?.name;
  return isSameAuthor && a.author?.date === b.author?.date && a.message.trimEnd() === b.message.trimEnd();
}
