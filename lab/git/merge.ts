import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Signature } from "./parse-object.ts";
import { runGit, tryGit } from "./run.ts";
import type { GitStore } from "./store.ts";

/** Writes a commit and answers its SHA. */
export async function createCommit(
  store: GitStore,
  commit: { tree: string; parents: string[]; author: Signature; committer: Signature; message: string },
): Promise<string> {
  const args = ["commit-tree", commit.tree, ...commit.parents.flatMap((parent) => ["-p", parent])];
  const env = {
    GIT_AUTHOR_NAME: commit.author.name,
    GIT_AUTHOR_EMAIL: commit.author.email,
    GIT_AUTHOR_DATE: commit.author.date,
    GIT_COMMITTER_NAME: commit.committer.name,
    GIT_COMMITTER_EMAIL: commit.committer.email,
    GIT_COMMITTER_DATE: commit.committer.date,
  };
  return (await runGit(args, { cwd: store.directory, env, input: `${commit.message}\n` })).trim();
}

/** The tree of merging two commits, or null when they conflict. */
export function mergeTree(store: GitStore, base: string, head: string): Promise<string | null> {
  return store.cached(`merge-tree ${base} ${head}`, async () => {
    const args = ["merge-tree", "--write-tree", "--allow-unrelated-histories", base, head];
    const { code, stdout, stderr } = await tryGit(args, { cwd: store.directory });
    if (code > 1) throw new Error(`git merge-tree: ${stderr}`);
    return code === 0 ? stdout.toString().trim().slice(0, 40) : null;
  });
}

/** Replays the commits of head on base as `git rebase` does, and answers the new tip, or null on a conflict. */
export async function rebase(
  store: GitStore,
  base: string,
  head: string,
  committer: Signature,
): Promise<string | null> {
  const parent = await mkdtemp(join(tmpdir(), "lab-rebase-"));
  const tree = join(parent, "tree");
  const env = {
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: committer.date,
  };
  try {
    await runGit(["worktree", "add", "--quiet", "--detach", tree, head], { cwd: store.directory });
    // --no-ff: GitHub always makes new commits. https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/about-pull-request-merges#rebase-and-merge-your-commits
    const { code } = await tryGit(["rebase", "--quiet", "--no-ff", "--onto", base, base], { cwd: tree, env });
    return code === 0 ? (await runGit(["rev-parse", "HEAD"], { cwd: tree })).trim() : null;
  } finally {
    await rm(parent, { recursive: true, force: true });
    await runGit(["worktree", "prune"], { cwd: store.directory });
  }
}
