import type { Change, FileChange, FileVersion } from "../review/diff-digest.ts";
import { compare } from "./comparison.ts";
import { GitHubError } from "./errors.ts";
import type { FileData, Reader } from "./reader.ts";
import type { TreeEntry } from "./tree.ts";

/** The comparison of two commits lists no more files than this. */
const mostCompared = 300;

type FileStatus = "added" | "modified" | "removed" | "renamed" | "copied";

/** GitHub's other two words (`changed`: another mode or type; `unchanged`) are modifications to us. */
export function toStatus(status: string): FileStatus {
  return status === "added" || status === "removed" || status === "renamed" || status === "copied"
    ? status
    : "modified";
}

/** The name a file had at the merge base; null: there was none. */
export function basePath(file: FileData): string | null {
  if (file.status === "added") return null;
  return file.previous_filename ?? file.filename;
}

/** The pull request's change with both sides' modes and blobs. */
export async function currentChange(reader: Reader): Promise<Change> {
  const [pull, files, { mergeBase }] = await Promise.all([reader.pull(), reader.files(), reader.comparison()]);
  return { files: await withVersions(reader, files, mergeBase, pull.head.sha), changedFiles: pull.changed_files };
}

/** The change that a commit was to the base branch, as somebody reviewed it. */
export async function changeAt(reader: Reader, commit: string): Promise<Change> {
  const { baseSha } = await reader.comparison();
  return changeBetween(reader, baseSha, commit);
}

/** The change that a commit is to another one, from what both have in common on. */
export async function changeBetween(reader: Reader, base: string, commit: string): Promise<Change> {
  const { files, mergeBase } = await compare(reader.github, reader.repo, `${base}...${commit}`);
  const changedFiles = files.length < mostCompared ? files.length : Number.POSITIVE_INFINITY;
  return { files: await withVersions(reader, files, mergeBase, commit), changedFiles };
}

async function withVersions(
  reader: Reader,
  files: readonly FileData[],
  base: string,
  head: string,
): Promise<FileChange[]> {
  const [before, after] = await Promise.all([
    reader.entries(
      base,
      files.flatMap((file) => basePath(file) ?? []),
    ),
    reader.entries(
      head,
      files.map((file) => file.filename),
    ),
  ]);
  return files.map((file) => {
    const old = basePath(file);
    return {
      status: toStatus(file.status),
      path: file.filename,
      previousPath: file.previous_filename ?? null,
      additions: file.additions,
      deletions: file.deletions,
      patch: file.patch ?? null,
      base: old === null ? null : toVersion(before.get(old), old),
      head: file.status === "removed" ? null : toVersion(after.get(file.filename), file.filename),
    };
  });
}

function toVersion(entry: TreeEntry | undefined, path: string): FileVersion {
  if (entry === undefined) throw new GitHubError(`${path} is not in the tree that should have it`, null);
  return { mode: entry.mode, blob: entry.sha };
}
