import type { LandingKind } from "../evidence/bodies.ts";
import type { Change, MergedPull, MovedCommit } from "./move.ts";

/** The commits of a move, by SHA, oldest first. */
export type Moved = ReadonlyMap<string, MovedCommit>;

/** What a pull request is to have brought. */
export interface Claim {
  pull: MergedPull;
  kind: LandingKind;
  /** In no order. */
  shas: ReadonlySet<string>;
  content: NonNullable<Change["content"]>;
  /** Its merge commit is what brought them; else they are on the branch as they were in the pull request. */
  byMerge: boolean;
}

/** What a merged pull request brought with a move, if anything. `tips` are merge commits: each is its own pull request's alone. */
export function claimOf(pull: MergedPull, commits: Moved, tips: ReadonlySet<string>): Claim | null {
  const claim = mergeOf(pull, commits, tips) ?? ownOf(pull, commits);
  return claim.shas.size === 0 ? null : { ...claim, kind: pull.queued ? "merge_queue" : claim.kind };
}

function mergeOf(pull: MergedPull, commits: Moved, tips: ReadonlySet<string>): Claim | null {
  const landed = commits.get(pull.mergeCommitSha ?? "");
  const [first, second] = landed?.parents ?? [];
  if (landed === undefined || first === undefined || landed.sha === pull.headSha) return null;
  const content = { base: first, landed: landed.sha };
  if (second === undefined) return { ...flatOf(pull, landed, commits, tips), pull, byMerge: true };
  if (landed.parents.length !== 2 || second !== pull.headSha || !pull.isCleanMerge) return null;
  const old = reachable(first, commits);
  const own = pull.isComplete ? new Set(pull.commits.map(({ sha }) => sha)) : null;
  const sides = [...reachable(second, commits)].filter((sha) => !old.has(sha) && (own?.has(sha) ?? true));
  return { pull, kind: "pr_merge", shas: new Set([landed.sha, ...sides]), content, byMerge: true };
}

/** Squashed: that one commit. Rebased: the pull request's commits anew, the last of which this is. */
function flatOf(pull: MergedPull, landed: MovedCommit, commits: Moved, tips: ReadonlySet<string>) {
  const chain = rebased(pull.commits, landed, commits, tips);
  const kind: LandingKind = chain === null ? "pr_squash" : "pr_rebase";
  const oldest = chain?.at(-1) ?? landed;
  const shas = new Set((chain ?? [landed]).map(({ sha }) => sha));
  return { kind, shas, content: { base: oldest.parents[0] ?? null, landed: landed.sha } };
}

/** The chain down from the last commit, as far as each repeats one of the pull request's, in order; null: already the last does not. */
function rebased(own: readonly MovedCommit[], last: MovedCommit, commits: Moved, tips: ReadonlySet<string>) {
  const originals = own.filter((commit) => commit.parents.length === 1);
  const chain: MovedCommit[] = [];
  let end = originals.length;
  for (let commit: MovedCommit | undefined = last; commit?.parents.length === 1; ) {
    const candidate: MovedCommit = commit;
    end = originals.slice(0, end).findLastIndex((original) => repeats(candidate, original));
    if (end < 0) break;
    chain.push(candidate);
    const below: string = candidate.parents[0] ?? "";
    commit = tips.has(below) ? undefined : commits.get(below);
  }
  return chain.length === 0 ? null : chain;
}

/** A rebase keeps message, author and author's date. */
function repeats(a: MovedCommit, b: MovedCommit): boolean {
  const isSameAuthor = a.author?.name === b.author?.name && a.author?.email === b.author?.email;
  return isSameAuthor && a.author?.date === b.author?.date && a.message === b.message;
}

/** The pull request's commits as they are, on the branch by whatever way: its head was pushed to it, say. */
function ownOf(pull: MergedPull, commits: Moved): Claim {
  const shas = new Set(pull.commits.map(({ sha }) => sha).filter((sha) => commits.has(sha)));
  const merge = commits.get(pull.mergeCommitSha ?? "");
  const oldest = pull.commits.find(({ sha }) => shas.has(sha));
  const base = merge === undefined || shas.has(merge.sha) ? oldest?.parents[0] : merge.parents[0];
  const content = { base: base ?? null, landed: merge?.sha ?? pull.headSha };
  return { pull, kind: "pr_merge", shas, content, byMerge: false };
}

/** What a commit reaches within the move, itself with it. */
function reachable(from: string, commits: Moved): Set<string> {
  const found = new Set<string>();
  const open = [from];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const commit = commits.get(sha);
    if (commit === undefined || found.has(sha)) continue;
    found.add(sha);
    open.push(...commit.parents);
  }
  return found;
}
