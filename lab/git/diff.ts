import { attributeEnvironment } from "./attributes.ts";
import { runGit } from "./run.ts";
import type { GitStore } from "./store.ts";

/** A file that differs between two commits. */
export type FileChange = {
  status: "added" | "removed" | "modified" | "renamed" | "copied" | "changed";
  path: string;
  previousPath: string | null;
  /** Blob of the new side; of the old side for a removed file. */
  sha: string;
  oldMode: string;
  newMode: string;
  additions: number;
  deletions: number;
  binary: boolean;
  /** Hunks without file headers; null when there are none, or the diff is too large. */
  patch: string | null;
};

/** The tree without entries, in every repository. */
export const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

// https://docs.github.com/en/repositories/creating-and-managing-repositories/repository-limits#diff-limits
const fileLimit = { lines: 20_000, bytes: 500_000 };
const totalLimit = { lines: 20_000, bytes: 1_000_000 };

const statuses: Record<string, FileChange["status"]> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  C: "copied",
  T: "changed",
};

/** The changes from one commit or tree to another, by path, renames found. */
export function diffFiles(store: GitStore, from: string, to: string): Promise<FileChange[]> {
  return store.cached(`diff ${from} ${to}`, async () => {
    const args = ["diff-tree", "-r", "-M", "--raw", "--numstat", "-p", "-z", "--full-index", "--no-color", from, to];
    const env = await attributeEnvironment(store.directory, to);
    return parseDiff(await runGit(args, { cwd: store.directory, ...(env !== undefined && { env }) }));
  });
}

/** Reads `git diff-tree --raw --numstat -p -z`: three parts, one record per file in each, in the same order. */
function parseDiff(text: string): FileChange[] {
  const { changes, at } = parseRaw(text);
  const start = parseNumstat(text, at, changes);
  const patches = splitPatches(text.slice(start));
  let next = 0;
  const total = { lines: 0, bytes: 0 };
  for (const change of changes) {
    const own = patches.slice(next, next + (change.status === "changed" ? 2 : 1));
    next += own.length;
    change.patch = limited(own.map(hunks).filter(Boolean).join("\n"), total);
  }
  return changes;
}

function parseRaw(text: string): { changes: FileChange[]; at: number } {
  const changes: FileChange[] = [];
  let at = 0;
  const take = () => {
    const end = text.indexOf("\0", at);
    const field = text.slice(at, end);
    at = end + 1;
    return field;
  };
  while (text[at] === ":") {
    const [oldMode = "", newMode = "", oldSha = "", newSha = "", code = ""] = take().slice(1).split(" ");
    const status = statuses[code.slice(0, 1)] ?? "modified";
    const previousPath = status === "renamed" || status === "copied" ? take() : null;
    const sha = status === "removed" ? oldSha : newSha;
    const counts = { additions: 0, deletions: 0, binary: false, patch: null };
    changes.push({ status, path: take(), previousPath, sha, oldMode, newMode, ...counts });
  }
  return { changes, at };
}

function parseNumstat(text: string, from: number, changes: FileChange[]): number {
  let at = from;
  for (const change of changes) {
    const end = text.indexOf("\0", at);
    const [additions = "0", deletions = "0", path = ""] = text.slice(at, end).split("\t");
    at = end + 1;
    // A rename leaves the path empty and names both sides after it.
    if (path === "") at = text.indexOf("\0", text.indexOf("\0", at) + 1) + 1;
    change.binary = additions === "-";
    change.additions = change.binary ? 0 : Number(additions);
    change.deletions = change.binary ? 0 : Number(deletions);
  }
  return text[at] === "\0" ? at + 1 : at;
}

function splitPatches(text: string): string[] {
  return text === "" ? [] : text.split(/^(?=diff --git )/m);
}

function hunks(patch: string): string {
  const start = /^@@ /m.exec(patch);
  return start ? patch.slice(start.index).replace(/\n$/, "") : "";
}

function limited(patch: string, total: { lines: number; bytes: number }): string | null {
  if (patch === "") return null;
  const lines = patch.split("\n").length;
  const bytes = Buffer.byteLength(patch);
  if (lines > fileLimit.lines || bytes > fileLimit.bytes) return null;
  total.lines += lines;
  total.bytes += bytes;
  return total.lines > totalLimit.lines || total.bytes > totalLimit.bytes ? null : patch;
}
