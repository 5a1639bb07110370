import type { Readable } from "../domain/facts.ts";
import { mixedPaths, type Tree } from "../review/merge-trees.ts";
import { readable } from "./readable.ts";
import type { CommitData, Reader } from "./reader.ts";

/** The most merges whose trees are looked at. */
const mostMerges = 10;

/** By the commits that may be: whether they are clean merges of the base. All others are none. */
export type UpdateMerges = ReadonlyMap<string, Readable<boolean>>;

/**
 * The commits that merge the base into the pull request and add nothing of their own, proven by their trees: every file is
 * the one that the three-way merge of whole files yields. A merge that had to mix two sides of one file is not proven here.
 */
export async function readUpdateMerges(reader: Reader, commits: readonly CommitData[]): Promise<UpdateMerges> {
  const own = new Set(commits.map((commit) => commit.sha));
  const { commits: count } = await reader.pull();
  // With commits missing from the list, a parent that is not in it may still be one of the pull request's.
  if (commits.length < count) return new Map();
  const candidates = commits.filter((commit) => sidesOf(commit, own) !== null).slice(-mostMerges);
  const proofs = candidates.map(async (commit) => {
    return [commit.sha, await readable(() => isClean(reader, commit, own), reader.onFailure)] as const;
  });
  return new Map(await Promise.all(proofs));
}

/** Of a commit of two parents, of which exactly one is the pull request's: the other one, which the base reaches. */
function sidesOf({ parents }: CommitData, own: ReadonlySet<string>): { base: string; topic: string } | null {
  const [first, second] = parents;
  if (parents.length !== 2 || first === undefined || second === undefined) return null;
  if (own.has(first.sha) === own.has(second.sha)) return null;
  return own.has(first.sha) ? { base: second.sha, topic: first.sha } : { base: first.sha, topic: second.sha };
}

async function isClean(reader: Reader, commit: CommitData, own: ReadonlySet<string>): Promise<boolean> {
  const parents = sidesOf(commit, own);
  return parents !== null && isProvenMerge(reader, parents, commit.sha);
}

/** Whether a merge of two commits is the one that the trees of both make, whole files taken. */
export async function isProvenMerge(
  access: Pick<Reader, "github" | "repo">,
  { base, topic }: { base: string; topic: string },
  merge: string,
): Promise<boolean> {
  const { github, repo } = access;
  const { data } = await github.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${topic}` });
  const shas = [data.merge_base_commit.sha, base, topic, merge];
  const [ancestor, theirs, ours, merged] = await Promise.all(shas.map((sha) => readTree(access, sha)));
  if (!ancestor || !theirs || !ours || !merged) return false;
  return mixedPaths({ ancestor, theirs, ours, merged })?.length === 0;
}

/** The whole tree of a commit; null: it is too large to be told at once. */
export async function readTree(
  { github, repo }: Pick<Reader, "github" | "repo">,
  commit: string,
): Promise<Tree | null> {
  const { data } = await github.rest.git.getTree({ ...repo, tree_sha: commit, recursive: "1" });
  if (data.truncated) return null;
  return new Map(
    data.tree.filter(({ type }) => type !== "tree").map(({ path, mode, sha }) => [path, `${mode} ${sha}`]),
  );
}
