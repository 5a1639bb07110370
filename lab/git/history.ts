import { runGit, tryGit } from "./run.ts";
import type { GitStore } from "./store.ts";

/** The best common ancestor, or null for unrelated histories. */
export function mergeBase(store: GitStore, a: string, b: string): Promise<string | null> {
  return store.cached(`merge-base ${a} ${b}`, async () => {
    const { code, stdout } = await tryGit(["merge-base", a, b], { cwd: store.directory });
    return code === 0 ? stdout.toString().trim() : null;
  });
}

/** SHAs reachable from `to` and not from `from`, oldest first, parents before children. */
export function commitsBetween(store: GitStore, from: string, to: string): Promise<string[]> {
  return store.cached(`between ${from} ${to}`, async () => {
    const args = ["rev-list", "--topo-order", "--reverse", to, `^${from}`];
    return (await runGit(args, { cwd: store.directory })).split("\n").filter(Boolean);
  });
}

/** SHAs reachable from a commit, newest first, optionally only those touching a path. */
export function history(store: GitStore, sha: string, path: string | null): Promise<string[]> {
  return store.cached(`history ${sha} ${path ?? ""}`, async () => {
    const args = ["rev-list", sha, ...(path ? ["--", path] : [])];
    return (await runGit(args, { cwd: store.directory })).split("\n").filter(Boolean);
  });
}

/** Whether a commit is reachable from another. */
export async function isAncestor(store: GitStore, ancestor: string, descendant: string): Promise<boolean> {
  return ancestor === descendant || (await mergeBase(store, ancestor, descendant)) === ancestor;
}

/** The commit that a branch, tag, full ref or SHA (at least 7 digits) names, or null. */
export async function resolveCommit(store: GitStore, name: string): Promise<string | null> {
  const ref = name.startsWith("refs/")
    ? store.refs.get(name)
    : (store.refs.get(`refs/heads/${name}`) ?? store.refs.get(`refs/tags/${name}`) ?? store.refs.get(`refs/${name}`));
  const revision = ref ?? (/^[0-9a-f]{7,40}$/.test(name) ? name : null);
  if (!revision) return null;
  const object = await store.object(`${revision}^{commit}`);
  return object?.type === "commit" ? object.sha : null;
}
