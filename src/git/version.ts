import { tmpdir } from "node:os";
import { join } from "node:path";
import { GitError, git } from "./run.ts";

/** The first that merges trees without a working copy. */
const needed = [2, 38] as const;

/** What keeps the installed git from being used, in a sentence; null: nothing does. */
export async function whyNoGit(): Promise<string | null> {
  const wanted = `git ${needed.join(".")} or later is needed`;
  try {
    const { out } = await git(["version"], { folder: join(tmpdir(), "none"), patience: 10_000 });
    const [, major = "0", minor = "0"] = /^git version (\d+)\.(\d+)/.exec(out) ?? [];
    const isNew = Number(major) > needed[0] || (Number(major) === needed[0] && Number(minor) >= needed[1]);
    return isNew ? null : `${wanted}, and this is git ${major}.${minor}`;
  } catch (error) {
    if (error instanceof GitError) return `${wanted}, and there is none`;
    throw error;
  }
}
