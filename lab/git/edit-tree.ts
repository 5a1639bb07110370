import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGit } from "./run.ts";
import type { GitStore } from "./store.ts";

/** The tree of a commit (null: none) with one file replaced, or removed when `content` is null. */
export async function editTree(
  store: GitStore,
  commit: string | null,
  path: string,
  content: Buffer | null,
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "lab-index-"));
  const options = { cwd: store.directory, env: { GIT_INDEX_FILE: join(directory, "index") } };
  try {
    await runGit(["read-tree", ...(commit ? [commit] : ["--empty"])], options);
    if (content === null) {
      // `--force-remove` would ask for a work tree, which a bare repository has not; mode 0 removes as well.
      await runGit(["update-index", "--index-info"], { ...options, input: `0 ${"0".repeat(40)}\t${path}\n` });
    } else {
      const sha = (await runGit(["hash-object", "-w", "--stdin"], { ...options, input: content })).trim();
      await runGit(["update-index", "--add", "--cacheinfo", `100644,${sha},${path}`], options);
    }
    return (await runGit(["write-tree"], options)).trim();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
