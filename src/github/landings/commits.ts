import type { Actor } from "../../domain/facts.ts";
import { isUnavailable } from "../../domain/readable.ts";
import type { ChangeCommit } from "../../evidence/landed/change.ts";
import { toActor } from "../actor.ts";
import { toCommit } from "../facts/commits.ts";
import type { CommitData } from "../reader.ts";

/** A commit that landed, as records tell of it: people by the accounts that GitHub knows, not by names in git. */
export function toChangeCommit(data: CommitData, firstParents: ReadonlySet<string>): ChangeCommit {
  const { sha, parents, commit } = data;
  const { coAuthors } = toCommit(data, new Map());
  const named = isUnavailable(coAuthors) ? [] : coAuthors.map(({ actor }) => actor);
  return {
    sha,
    parents: parents.map((parent) => parent.sha),
    tree: commit.tree.sha,
    isOnFirstParent: firstParents.has(sha),
    authoredAt: timeOf(commit.author?.date),
    committedAt: timeOf(commit.committer?.date),
    author: toActor(data.author),
    committer: toActor(data.committer),
    coAuthors: named.filter((one): one is Actor => one !== null && !isUnavailable(one)),
    isVerified: commit.verification?.verified ?? false,
    message: commit.message,
  };
}

function timeOf(date: string | undefined): string {
  const time = new Date(date ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? "unavailable" : time.toISOString();
}

/** The commits that the branch itself went through, from its tip down. */
export function firstParentsOf(tip: string, commits: ReadonlyMap<string, CommitData>): ReadonlySet<string> {
  const found = new Set<string>();
  for (let commit = commits.get(tip); commit !== undefined && !found.has(commit.sha); ) {
    found.add(commit.sha);
    commit = commits.get(commit.parents[0]?.sha ?? "");
  }
  return found;
}
