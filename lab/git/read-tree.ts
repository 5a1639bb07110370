import { runGit } from "./run.ts";
import type { GitStore } from "./store.ts";

/** An entry of a tree listing; `size` of blobs only. */
export type ListedEntry = { mode: string; type: string; sha: string; size: number | null; path: string };

// https://docs.github.com/en/rest/git/trees#get-a-tree: 100,000 entries, 7 MB.
const most = { entries: 100_000, bytes: 7_000_000 };

/** The entries of a tree, with those below when `recursive`, cut at GitHub's limit. */
export function readTree(
  store: GitStore,
  tree: string,
  recursive: boolean,
): Promise<{ entries: ListedEntry[]; truncated: boolean }> {
  return store.cached(`tree ${recursive} ${tree}`, async () => {
    const args = ["ls-tree", "-z", "--long", "--full-tree", ...(recursive ? ["-r", "-t"] : []), tree];
    const lines = (await runGit(args, { cwd: store.directory })).split("\0").filter(Boolean);
    const entries: ListedEntry[] = [];
    let bytes = 0;
    for (const line of lines) {
      bytes += line.length + 100;
      if (recursive && (entries.length >= most.entries || bytes > most.bytes)) return { entries, truncated: true };
      const [head = "", path = ""] = line.split(/\t(.*)/s);
      const [mode = "", type = "", sha = "", size = "-"] = head.split(/ +/);
      entries.push({ mode, type, sha, size: size === "-" ? null : Number(size), path });
    }
    return { entries, truncated: false };
  });
}
