import type { BranchUpdate } from "../../pipeline/landings.ts";
import type { ExceptionCode } from "../../pipeline/obligations.ts";
import type { CommitData } from "../reader.ts";
import { attribute } from "./attribution.ts";
import { type Gating, readGating } from "./gating.ts";
import { authorsOf, eachOnce } from "./people.ts";
import { type Range, readRange } from "./range.ts";
import type { Reconciler } from "./reconcile.ts";
import type { RepositorySource } from "./repository.ts";

const nothing = /^0+$/;

/** Holds a move of a branch against the merges that it is made of, and each of these against the gate's decisions. */
export async function reconcileUpdate(reconciler: Reconciler, update: BranchUpdate): Promise<void> {
  const { repository, branch, before, after } = update;
  const source = await reconciler.source(repository);
  const isCreated = nothing.test(before);
  const gating = await readGating(source, branch, isCreated ? null : before, reconciler);
  if (gating === null) return;
  const context: Context = { reconciler, source, update, gating };
  if (nothing.test(after)) return openMove(context, "REF_DELETED", none);
  const from = isCreated ? (await source.home()).default_branch : before;
  // What a repository begins with has come by nothing.
  if (isCreated && from === branch) return;
  const range = await readRange(source, from, after);
  if (range === null) return openMove(context, "FORCE_PUSH", none);
  const direct = await reconcileCommits(context, range);
  const removed = range.removed > 0 && !isCreated ? await readRemoved(context) : [];
  if (removed.length > 0) return openMove(context, "FORCE_PUSH", { direct, removed });
  const newest = direct.at(-1);
  if (newest !== undefined) await open(context, "DIRECT_PUSH", { direct, removed: [] }, newest.sha);
}

interface Context {
  reconciler: Reconciler;
  source: RepositorySource;
  update: BranchUpdate;
  gating: Gating;
}

/** The commits that came by no merge and that nothing explains yet; the merges are each held against their decisions. */
async function reconcileCommits({ reconciler, source, update }: Context, range: Range): Promise<CommitData[]> {
  const { repository, branch } = update;
  const { pulls, direct } = await attribute(source, branch, range);
  for (const number of pulls.keys()) await reconciler.merged(source, { ...repository, number });
  const shas = direct.map((commit) => commit.sha);
  const explained = await reconciler.explained(repository.repositoryId, branch, shas);
  return direct.filter((commit) => !explained.has(commit.sha));
}

/** What a move put on the branch by no merge, and what it took off it. */
interface Moved {
  direct: readonly CommitData[];
  removed: readonly string[];
}

const none: Moved = { direct: [], removed: [] };

/** The commits that the move took off the branch; a sweep looks for those only that no push was told of. */
async function readRemoved({ reconciler, source, update }: Context): Promise<string[]> {
  const { repository, branch, before, after, pushedAt } = update;
  const removed = [...((await readRange(source, after, before))?.commits.keys() ?? [])];
  if (pushedAt !== null) return removed;
  const explained = await reconciler.explained(repository.repositoryId, branch, removed);
  return removed.filter((sha) => !explained.has(sha));
}

/** An exception of the move itself: each move has its own, but a sweep finds none that a push told of. */
async function openMove(context: Context, code: ExceptionCode, moved: Moved): Promise<void> {
  const { reconciler, update } = context;
  const { repository, branch, before, after, pushedAt } = update;
  const landed = nothing.test(after) ? null : after;
  if (pushedAt === null && (await reconciler.knows(repository.repositoryId, branch, before, landed))) return;
  await open(context, code, moved, `${before}..${after}@${pushedAt ?? ""}`);
}

async function open(
  { reconciler, source, update, gating }: Context,
  code: ExceptionCode,
  { direct, removed }: Moved,
  name: string,
): Promise<void> {
  const { repository, branch, before, after, pusher, pushedAt } = update;
  await reconciler.open({
    ...gating,
    key: `${code}/${repository.repositoryId}/${branch}/${name}`,
    code,
    tenant: (await source.home()).owner.id,
    repository,
    pullRequest: null,
    branch,
    before: nothing.test(before) ? null : before,
    after: nothing.test(after) ? null : after,
    commits: direct.map((commit) => commit.sha),
    removed,
    landedAt: pushedAt === null ? reconciler.now() : new Date(pushedAt),
    barred: eachOnce([pusher, ...authorsOf(direct)]),
  });
}
