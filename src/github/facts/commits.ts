import type { Commit } from "../../domain/facts.ts";
import { actorOfAddress } from "../../review/contributors.ts";
import { toActor } from "../actor.ts";
import { readable } from "../readable.ts";
import type { CommitData, Source } from "../reader.ts";
import type { UpdateMerges } from "../update-merges.ts";
import type { Gatherer } from "./gatherer.ts";

/** The commits of the pull request with everybody who is named in them. */
export const commits: Gatherer<"commits"> = {
  changedBy: ["pull_request"],
  permissions: { pull_requests: "read", contents: "read" },
  read(source) {
    return readable(() => readCommitFacts(source), source.onFailure);
  },
};

async function readCommitFacts(source: Source): Promise<Commit[]> {
  const [found, updates] = await Promise.all([source.commits(), source.updateMerges()]);
  return found.map((commit) => toCommit(commit, updates));
}

/** A commit as a fact. */
export function toCommit(data: CommitData, updates: UpdateMerges): Commit {
  const { sha, parents, commit, author, committer } = data;
  return {
    sha,
    parents: parents.map((parent) => parent.sha),
    message: commit.message,
    author: toActor(author),
    committer: toActor(committer),
    authorEmail: commit.author?.email ?? null,
    coAuthors: coAuthorsOf(commit.message),
    verified: commit.verification?.verified ?? false,
    updateMerge: updates.get(sha) ?? false,
  };
}

const trailer = /^[ \t]*co-authored-by[ \t]*:([^<\n]*)<([^>\n]+)>/gim;

/** The co-authors that a message names, wherever it does: https://docs.github.com/en/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors */
function coAuthorsOf(message: string): Extract<Commit["coAuthors"], unknown[]> {
  return [...message.matchAll(trailer)].map(([, name = "", email = ""]) => ({
    name: name.trim(),
    email: email.trim(),
    actor: actorOfAddress(email.trim()),
  }));
}
