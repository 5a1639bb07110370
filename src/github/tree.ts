import type { GitHub } from "./client.ts";
import { GitHubError } from "./errors.ts";
import type { Reader } from "./reader.ts";

/** A file, link or submodule in a git tree. */
export interface TreeEntry {
  /** `100644`, `100755`, `120000` (symbolic link), `160000` (submodule). */
  mode: string;
  sha: string;
  /** Bytes; null: no file. */
  size: number | null;
}

interface RawEntry {
  path: string;
  mode: string;
  type: string;
  sha: string;
  size?: number;
}

/** Of a tree too large to be told at once, the most folders that are looked into. */
const mostFolders = 60;

/**
 * The entries at `paths` of a commit's tree; a path that is not there is absent. Throws {@link GitHubError} for a tree too
 * large, with files of too many folders asked for.
 */
export async function readEntries(
  github: GitHub,
  repo: Reader["repo"],
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, TreeEntry>> {
  const { data } = await github.rest.git.getTree({ ...repo, tree_sha: commit, recursive: "1" });
  if (data.truncated) return readByFolder(github, repo, commit, paths);
  const wanted = new Set(paths);
  const found = new Map<string, TreeEntry>();
  for (const entry of data.tree)
    if (wanted.has(entry.path) && entry.type !== "tree") found.set(entry.path, toEntry(entry));
  return found;
}

async function readByFolder(
  github: GitHub,
  repo: Reader["repo"],
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, TreeEntry>> {
  const folders = new Map<string, Promise<ReadonlyMap<string, RawEntry>>>();

  function folder(path: string): Promise<ReadonlyMap<string, RawEntry>> {
    const known = folders.get(path) ?? readFolder(path);
    folders.set(path, known);
    if (folders.size > mostFolders)
      throw new GitHubError(`the tree is too large to look into ${mostFolders} folders`, 413);
    return known;
  }
  async function readFolder(path: string): Promise<ReadonlyMap<string, RawEntry>> {
    const above = path === "" ? null : (await folder(parentOf(path))).get(nameOf(path));
    if (path !== "" && above?.type !== "tree") return new Map();
    const { data } = await github.rest.git.getTree({ ...repo, tree_sha: above?.sha ?? commit });
    if (data.truncated) throw new GitHubError(`the folder ${path} is too large to be read`, 413);
    return new Map(data.tree.map((entry) => [entry.path, entry]));
  }

  const found = new Map<string, TreeEntry>();
  for (const path of paths) {
    const entry = (await folder(parentOf(path))).get(nameOf(path));
    if (entry !== undefined && entry.type !== "tree") found.set(path, toEntry(entry));
  }
  return found;
}

function toEntry({ mode, sha, size }: RawEntry): TreeEntry {
  return { mode, sha, size: size ?? null };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
