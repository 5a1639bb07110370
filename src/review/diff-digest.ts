import { createHash } from "node:crypto";
import { parseHunks } from "./hunks.ts";

/** One changed file, as the digest sees it. What does not exist on a side is null. */
export interface FileChange {
  status: string;
  path: string;
  previousPath: string | null;
  additions: number;
  deletions: number;
  /** Hunks as in GitHub's `patch`; null: GitHub shows none. */
  patch: string | null;
  base: FileVersion | null;
  head: FileVersion | null;
}

/** A file in a git tree. */
export interface FileVersion {
  mode: string;
  blob: string;
}

/** A change to the merge base. */
export interface Change {
  files: readonly FileChange[];
  /** How many files the change touches: more than listed means that the list is incomplete. */
  changedFiles: number;
}

/**
 * Digest over every changed file (contract, section 7, `diff`); null if the list of files is incomplete. Two equal digests
 * mean the same change, wherever in the files it is.
 */
export function diffDigest({ files, changedFiles }: Change): string | null {
  if (files.length < changedFiles) return null;
  const hash = createHash("sha256");
  const sorted = [...files].sort(
    (a, b) => compare(a.path, b.path) || compare(a.previousPath ?? "", b.previousPath ?? ""),
  );
  for (const file of sorted) hash.update(`${JSON.stringify(digestible(file))}\n`);
  return `sha256:${hash.digest("hex")}`;
}

/**
 * The digest of a change that was reviewed, to be compared with the current one's. Null, too, where a file whose merge-base
 * blob is the same in both has another blob at the head: a hunk moved to another place of the same text.
 */
export function reviewedDigest(reviewed: Change, current: Change): string | null {
  const now = new Map(current.files.map((file) => [file.path, file]));
  for (const before of reviewed.files) {
    const after = now.get(before.path);
    if (after?.base?.blob === before.base?.blob && after?.head?.blob !== before.head?.blob) return null;
  }
  return diffDigest(reviewed);
}

function digestible(file: FileChange): unknown[] {
  const { status, path, previousPath, base, head } = file;
  const about = [status, path, previousPath, base?.mode ?? null, head?.mode ?? null];
  const parsed = file.patch === null ? null : parseHunks(file.patch);
  const isComplete = parsed?.isWhole === true && parsed.added === file.additions && parsed.removed === file.deletions;
  return isComplete ? [...about, "hunks", parsed.hunks] : [...about, "blobs", base?.blob ?? null, head?.blob ?? null];
}

/** By UTF-16 code units: the same order everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
