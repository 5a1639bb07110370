import { refRecord } from "../../evidence/ref-record.ts";
import { partition } from "../../landings/partition.ts";
import type { RefTip } from "../../pipeline/landings.ts";
import type { RepositoryRef } from "../../pipeline/ports.ts";
import { readActivity } from "./activity.ts";
import { attribute } from "./attribution.ts";
import { type Move, movesSince, nowhere, toldOf } from "./chain.ts";
import { isOfEarlierMove } from "./earlier.ts";
import { readGating } from "./gating.ts";
import { keepMove } from "./keep.ts";
import { type Brought, recordMerge, startReading } from "./merge.ts";
import { recordPush } from "./push.ts";
import { type MergedPull, readRange } from "./range.ts";
import type { Reconciler } from "./reconcile.ts";
import type { RepositorySource } from "./repository.ts";
import { readRuleSuite } from "./rule-suite.ts";

/** A branch, and how to read it. */
export interface Branch {
  reconciler: Reconciler;
  source: RepositorySource;
  repository: RepositoryRef;
  branch: string;
}

/**
 * Records each move of a gated branch since the last one on record, in order: what GitHub tells of them decides, the hint
 * where it tells nothing. Returns where the branch then is on record; null: it is not gated.
 */
export async function followBranch(place: Branch, hint: Move): Promise<RefTip | null> {
  const { reconciler, source, repository, branch } = place;
  const ref = `refs/heads/${branch}`;
  const last = await reconciler.tips.last(repository.repositoryId, ref);
  if (last === null && (await gatingAt(place, hint)) === null) return null;
  const activities = await readActivity(source, ref, last?.activity ?? null);
  let tip = last ?? (await begin(place, hint, activities));
  for (const move of movesSince(tip, activities, hint)) tip = await advance(place, tip, move);
  return tip;
}

/** The policy as it was before the move: what lands cannot switch the gate off for itself. */
function gatingAt({ reconciler, source, branch }: Branch, { before }: Pick<Move, "before">) {
  return readGating(source, branch, before === nowhere ? null : before, reconciler);
}

/** The branch is seen for the first time: where it was before the hint. */
async function begin(place: Branch, hint: Move, activities: readonly Move[]): Promise<RefTip> {
  const { reconciler, source, repository, branch } = place;
  const ref = `refs/heads/${branch}`;
  const home = await source.home();
  // What a repository begins with has come by nothing.
  const isBeginning = hint.before === nowhere && branch === home.default_branch;
  const told = branch === home.default_branch ? toldOf(hint, activities) : firstOf(hint, activities);
  const head = isBeginning ? hint.after : (told ?? hint).before;
  const activity = told === undefined ? (activities.at(-1)?.activity ?? null) : (told.activity ?? 0);
  const tip: RefTip = {
    head: head === nowhere ? null : head,
    seq: 0,
    at: hint.at,
    activity: told === undefined || isBeginning || activity === null ? activity : activity - 1,
  };
  const about = { tenant: home.owner.id, ...repository, ref, head: tip.head };
  await reconciler.evidence.append(refRecord(about, hint.at, "first"));
  await reconciler.tips.keep(repository.repositoryId, ref, tip);
  return (await reconciler.tips.last(repository.repositoryId, ref)) ?? tip;
}

/** Milliseconds: hints that long after a branch came still tell of it from its beginning, whichever of them is read first. */
const young = 24 * 3_600_000;

function firstOf(hint: Move, activities: readonly Move[]): Move | undefined {
  const told = toldOf(hint, activities);
  const created = activities.findLast(({ before, at }) => before === nowhere && at <= hint.at);
  const isYoung = created !== undefined && hint.at.getTime() - created.at.getTime() < young;
  return told !== undefined && isYoung ? created : told;
}

async function advance(place: Branch, tip: RefTip, move: Move): Promise<RefTip> {
  const { reconciler, repository, branch } = place;
  const next: RefTip = {
    head: move.after === nowhere ? null : move.after,
    seq: tip.seq + 1,
    at: move.at,
    activity: move.activity ?? tip.activity,
  };
  await recordMove(place, move, tip);
  await reconciler.tips.keep(repository.repositoryId, `refs/heads/${branch}`, next);
  return next;
}

/** Each change of one move; nothing, where the branch was not gated then. */
async function recordMove(place: Branch, move: Move, tip: RefTip): Promise<void> {
  const { reconciler, source, repository, branch } = place;
  const gating = await gatingAt(place, move);
  if (gating === null) return;
  const { before, after, pusher } = move;
  const moved = { before, after, byBot: pusher?.type === "Bot" };
  const ruleSuite = await readRuleSuite(source, `refs/heads/${branch}`, move, reconciler.now());
  const about = { repository, branch, count: tip.seq + 1, move, ruleSuite, gating };
  const from = move.before === nowhere ? (await source.home()).default_branch : move.before;
  const range = move.after === nowhere ? null : await readRange(source, from, move.after);
  if (range === null) {
    const [rest] = partition({ ...moved, forced: true, removed: [] }, [], []);
    const lost = await keepMove(place, move, true);
    return rest && recordPush(reconciler, source, { ...about, kind: rest.kind, direct: [], removed: [], lost, range });
  }
  const removed = range.removed > 0 && move.before !== nowhere ? await readRemoved(place, move) : [];
  const forced = removed.length > 0;
  const lost = await keepMove(place, move, forced);
  const isEarlier = (pull: MergedPull) => isOfEarlierMove(place, pull, tip);
  for (const change of await attribute(source, branch, range, { ...moved, forced, removed }, isEarlier)) {
    const { kind, pull, content, commits: shas } = change;
    const direct = shas.flatMap((sha) => range.commits.get(sha) ?? []);
    if (pull === null) await recordPush(reconciler, source, { ...about, kind, direct, removed, lost, range });
    else {
      const reader = startReading(reconciler, source, { ...repository, number: pull });
      await recordMerge(reconciler, source, reader, {
        move,
        shas,
        content,
        range,
        forced,
        foundAt: null,
        ruleSuite,
        gating,
      });
    }
  }
}

async function readRemoved({ source }: Branch, { before, after }: Move): Promise<string[]> {
  return [...((await readRange(source, after, before))?.commits.keys() ?? [])];
}

/** Records a merged pull request that no move of its branch was found to have brought. `foundAt`: where the branch is on record. */
export async function recordLoneMerge(
  place: Branch,
  number: number,
  { move, range, foundAt }: Pick<Brought, "move" | "range" | "foundAt">,
): Promise<void> {
  const { reconciler, source, repository } = place;
  const gating = await gatingAt(place, move);
  if (gating === null) return;
  const reader = startReading(reconciler, source, { ...repository, number });
  const ruleSuite = await readRuleSuite(source, `refs/heads/${place.branch}`, move, reconciler.now());
  const brought: Brought = { move, shas: [], content: null, range, forced: false, foundAt, ruleSuite, gating };
  await recordMerge(reconciler, source, reader, brought);
}
