import { spawn } from "node:child_process";
import { devNull } from "node:os";
import { createInterface } from "node:readline";
import { BundleError, type Problems } from "./problems.ts";

/** A commit as the bundle's table has it. */
export interface ListedCommit {
  tree: string;
  parents: string;
}

/** A stretch of a branch's history that the bundle accounts for. */
export interface Stretch {
  repository: string;
  ref: string;
  /** All zeros: the beginning. */
  from: string;
  /** All zeros: the branch was deleted. */
  to: string;
  /** What the bundle lists for it. */
  commits: ReadonlyMap<string, ListedCommit>;
}

const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const NONE = /^0+$/;

/**
 * Asks git itself which commits lie between the heads, and compares them with the bundle's: hash by hash, so that history proves the list.
 * Returns whether a clone that has these heads was there.
 */
export async function checkSegments(
  clones: readonly string[],
  stretches: readonly Stretch[],
  problems: Problems,
): Promise<boolean> {
  const [first] = stretches;
  if (first === undefined) return false;
  const heads = [...new Set(stretches.flatMap(({ from, to }) => [from, to]))].filter((head) => !NONE.test(head));
  if (!heads.every((head) => SHA.test(head))) {
    problems.add("FILE_MALFORMED", "completeness/refs.csv", `a head of ${first.repository} ${first.ref} is no commit`);
    return false;
  }
  const clone = await cloneWith(clones, heads);
  if (clone === null) return false;
  for (const stretch of stretches) await checkStretch(clone, stretch, problems);
  return true;
}

async function checkStretch(clone: string, stretch: Stretch, problems: Problems): Promise<void> {
  const { repository, ref, from, to, commits } = stretch;
  const missing = new Set(commits.keys());
  const range = NONE.test(from) ? [to] : [to, `^${from}`];
  for await (const { sha, ...commit } of NONE.test(to) ? [] : commitsIn(clone, range)) {
    missing.delete(sha);
    compare(sha, commit, commits.get(sha), stretch, problems);
  }
  for (const sha of missing) {
    const why = `${sha} is listed for ${repository} ${ref}, but is not between the observed heads in ${clone}`;
    problems.add("CLONE_DIFFERS", "population/commits.csv", why);
  }
}

function compare(
  sha: string,
  real: ListedCommit,
  listed: ListedCommit | undefined,
  { repository, ref }: Stretch,
  problems: Problems,
) {
  const file = "population/commits.csv";
  if (listed === undefined) {
    problems.add("CLONE_DIFFERS", file, `${sha} came to ${repository} ${ref}, and no change accounts for it`);
  } else if (listed.tree !== real.tree || listed.parents !== real.parents) {
    problems.add("CLONE_DIFFERS", file, `${sha} has another tree or other parents than git says`);
  }
}

async function cloneWith(clones: readonly string[], heads: readonly string[]): Promise<string | null> {
  for (const clone of clones) {
    if (await holds(clone, heads)) return clone;
  }
  return null;
}

/** Heads that are looked up at once: a command line has an end. */
const atOnce = 500;

async function holds(clone: string, heads: readonly string[]): Promise<boolean> {
  for (let from = 0; from < heads.length; from += atOnce) {
    const some = heads.slice(from, from + atOnce).map((head) => `${head}^{commit}`);
    const child = git(clone, ["rev-list", "--no-walk", "--quiet", ...some, "--"]);
    child.stdout.resume();
    if ((await ended(child)) !== 0) return false;
  }
  return true;
}

async function* commitsIn(clone: string, range: readonly string[]): AsyncGenerator<ListedCommit & { sha: string }> {
  const child = git(clone, ["rev-list", "--no-commit-header", "--format=%H,%T,%P", ...range, "--"]);
  const status = ended(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const [sha = "", tree = "", parents = ""] = line.split(",");
    yield { sha, tree, parents };
  }
  if ((await status) !== 0) {
    throw new BundleError("CLONE_UNREADABLE", "completeness/refs.csv", `git cannot list the commits in ${clone}`);
  }
}

/** Neither replaced objects, nor grafts, nor a prepared graph may change what history says; no setting may start programs or fetch. */
function git(clone: string, args: readonly string[]) {
  const settled = ["--no-replace-objects", "--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"];
  const env = { ...process.env, GIT_GRAFT_FILE: devNull };
  const own = [...settled, "-c", "core.commitGraph=false", "-C", clone, ...args];
  return spawn("git", own, { env, stdio: ["ignore", "pipe", "ignore"] });
}

function ended(child: ReturnType<typeof git>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
}
