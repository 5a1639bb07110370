import type { Logger } from "pino";
import type { Merged } from "../pipeline/mirrors.ts";
import type { RepositoryRef } from "../pipeline/ports.ts";
import { fetchCommits, type Limits, type Remote } from "./fetch.ts";
import { isSound, prepare, setAside } from "./folder.ts";
import { GitError, git } from "./run.ts";

/** A bare copy of one repository. Its only refs are `refs/evidence/<sha>`: no name that somebody chose reaches git. */
export interface Mirror {
  path: string;
  repository: RepositoryRef;
  remote: Remote;
  limits: Limits;
  log: Logger;
}

const sha = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

function assertShas(...given: string[]): void {
  if (!given.every((one) => sha.test(one))) throw new GitError("refused", "it is no commit's SHA");
}

/** Has a commit, and all that it stands on, under a ref of its own. */
export async function keepCommit(mirror: Mirror, commit: string): Promise<void> {
  assertShas(commit);
  await mended(mirror, async () => {
    await fetchCommits(mirror.path, mirror.repository, [`${commit}:refs/evidence/${commit}`], mirror);
    await tidy(mirror, commit).catch((error: unknown) => {
      if (!(error instanceof GitError)) throw error;
      mirror.log.warn({ repository: mirror.repository, reason: error.message }, "a mirror could not be tidied up");
    });
  });
}

async function tidy(mirror: Mirror, commit: string): Promise<void> {
  await dropCovered(mirror, commit);
  // Few large packs, whatever is in them: what no ref reaches is not thrown away.
  await git(["repack", "--quiet", "-d", "--geometric=2", "--no-write-bitmap-index"], bounded(mirror));
}

/** What another kept commit reaches needs no ref of its own. */
async function dropCovered(mirror: Mirror, commit: string): Promise<void> {
  const listed = await git(
    ["for-each-ref", `--merged=${commit}`, "--format=%(refname)", "refs/evidence"],
    bounded(mirror),
  );
  for (const ref of listed.out.split("\n")) {
    const kept = /^refs\/evidence\/([0-9a-f]+)$/.exec(ref)?.[1];
    if (kept !== undefined && kept !== commit) await git(["update-ref", "-d", ref, kept], bounded(mirror));
  }
}

/** What merging two commits makes; they are fetched if they are not there. */
export async function mergeCommits(mirror: Mirror, base: string, head: string): Promise<Merged> {
  assertShas(base, head);
  return mended(mirror, async () => {
    const known = await merge(mirror, base, head);
    if (known !== null) return known;
    await fetchCommits(mirror.path, mirror.repository, [base, head], mirror);
    const merged = await merge(mirror, base, head);
    if (merged === null) throw new GitError("other", "git could not merge the two commits");
    return merged;
  });
}

/** https://git-scm.com/docs/git-merge-tree; null: a commit, or something that it holds, is not there. */
async function merge(mirror: Mirror, base: string, head: string): Promise<Merged | null> {
  const { status, out } = await git(
    ["merge-tree", "--write-tree", "--no-messages", "--name-only", base, head],
    bounded(mirror),
  );
  // A commit that is not there ends with 1, too, but prints no tree.
  const [tree = ""] = out.split("\n", 1);
  if (!sha.test(tree)) return null;
  if (status === 0) return { tree };
  return status === 1 ? "conflict" : null;
}

function bounded({ path, limits }: Mirror) {
  return { folder: path, patience: limits.patience };
}

/** Does something with the mirror; where it is broken, once more with a new one. */
async function mended<T>(mirror: Mirror, step: () => Promise<T>): Promise<T> {
  const { path, repository, limits, log } = mirror;
  await prepare(path);
  try {
    return await step();
  } catch (error) {
    const mayBeBroken = error instanceof GitError && error.kind === "other";
    if (!mayBeBroken || (await isSound(path, limits.patience))) throw error;
    const aside = await setAside(path);
    log.warn({ repository, told: error.told, aside }, "a mirror is broken, and is made anew");
    await prepare(path);
    return await step();
  }
}
