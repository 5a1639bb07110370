import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { BundleError, type Problems } from "./problems.ts";

/** A stretch of a branch's history that the bundle accounts for. */
export interface Segment {
  repository: string;
  ref: string;
  /** null: the branch was not there. */
  from: string | null;
  to: string | null;
}

/** A commit as the bundle's table has it. */
export interface ListedCommit {
  tree: string;
  parents: string;
}

const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const NONE = /^0+$/;

/**
 * Asks git itself which commits lie between the heads, and compares them with the bundle's: hash by hash, so that history proves the list.
 * Returns whether a clone that has these heads was there.
 */
export async function checkSegments(
  clones: readonly string[],
  segments: readonly Segment[],
  commits: ReadonlyMap<string, ListedCommit>,
  problems: Problems,
): Promise<boolean> {
  const [first] = segments;
  if (first === undefined) return false;
  const heads = segments.flatMap(({ from, to }) => [from, to].filter((head) => head !== null && !NONE.test(head)));
  const named = heads.filter((head): head is string => head !== null && SHA.test(head));
  if (named.length !== heads.length) {
    problems.add("FILE_MALFORMED", "completeness/refs.csv", `a head of ${first.repository} ${first.ref} is no commit`);
    return false;
  }
  const clone = await cloneWith(clones, named);
  if (clone === null) return false;
  const missing = new Set(commits.keys());
  const seen = new Set<string>();
  for (const { from, to } of segments) {
    if (to === null || NONE.test(to)) continue;
    const range = from === null || NONE.test(from) ? [to] : [to, `^${from}`];
    for await (const { sha, ...commit } of commitsIn(clone, range)) {
      seen.add(sha);
      missing.delete(sha);
      compare(sha, commit, commits.get(sha), first, problems);
    }
  }
  for (const sha of missing) {
    const why = `${sha} is listed for ${first.repository} ${first.ref}, but is not between the observed heads in ${clone}`;
    problems.add("CLONE_DIFFERS", "population/commits.csv", why);
  }
  return true;
}

function compare(
  sha: string,
  real: ListedCommit,
  listed: ListedCommit | undefined,
  { repository, ref }: Segment,
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
    const found = await Promise.all(heads.map((head) => holds(clone, head)));
    if (!found.includes(false)) return clone;
  }
  return null;
}

async function holds(clone: string, head: string): Promise<boolean> {
  const child = git(clone, ["cat-file", "-e", `${head}^{commit}`]);
  child.stdout.resume();
  return (await ended(child)) === 0;
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

/** Replaced objects may not change what history says, nor may a clone's settings start programs or fetch. */
function git(clone: string, args: readonly string[]) {
  const settled = ["--no-replace-objects", "--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"];
  return spawn("git", [...settled, "-C", clone, ...args], { stdio: ["ignore", "pipe", "ignore"] });
}

function ended(child: ReturnType<typeof git>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
}
