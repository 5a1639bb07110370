import type { LandedCommit, Listed } from "../bodies.ts";
import { canonicalBytes, sha256, wellFormed } from "../canonical.ts";
import { actorMark, type DocumentMark, documentMark } from "../personal.ts";
import type { ChangeCommit } from "./change.ts";

/** Bytes of a list that a record holds itself: three of them leave room for the rest. */
const longestList = 6_000;

/** A list, or where it is too long for a record how many there are and the document. */
export function listed<Item>(items: readonly Item[]): Item[] | { count: number; digest: DocumentMark } {
  if (canonicalBytes(wellFormed(items)).length <= longestList) return [...items];
  return { count: items.length, digest: documentMark(items) } satisfies Record<
    keyof Exclude<Listed<Item>, Item[]>,
    unknown
  >;
}

/** How many commits there are, and the digest of their sorted SHAs, a line each. */
export function counted(shas: readonly string[]): { all: number; digest: string } {
  return { all: shas.length, digest: sha256(new TextEncoder().encode([...shas].sort().join("\n"))) };
}

/** The commits as a document: sorted, people by their accounts. */
export function commitsDocument(commits: readonly ChangeCommit[]): DocumentMark {
  const mark = (actor: ChangeCommit["author"]) => (actor === null ? null : actorMark(actor));
  const items = commits.map(
    (commit): Record<keyof LandedCommit, unknown> => ({
      sha: commit.sha,
      parents: commit.parents,
      tree: commit.tree,
      on_first_parent: commit.isOnFirstParent,
      authored_at: commit.authoredAt,
      committed_at: commit.committedAt,
      author: mark(commit.author),
      committer: mark(commit.committer),
      coauthors: commit.coAuthors.map(actorMark),
      signature: commit.isVerified ? "verified" : "unverified",
    }),
  );
  return documentMark(items.sort((a, b) => (String(a.sha) < String(b.sha) ? -1 : 1)));
}
