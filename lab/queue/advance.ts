import { moveRef } from "../actions/push.ts";
import { recordMerge } from "../pulls/close.ts";
import { deleteMergedHead } from "../pulls/delete-head.ts";
import { unmetRequirements } from "../rules/unmet.ts";
import type { MergeQueue, QueueEntry, RemovalReason } from "../state/merge-queue.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";
import { judgeEntry } from "./entry-state.ts";
import { buildGroup, destroyGroup, queueBot } from "./group.ts";
import { entriesToMerge, entryToEject } from "./grouping.ts";
import { removeEntry } from "./remove.ts";
import { type QueueSettings, queueSettings } from "./settings.ts";

type Scene = { world: World; repository: Repository; queue: MergeQueue; tip: string };

/** Brings every merge queue to where it should be by now. Does nothing when all stand there. */
export async function advanceQueues(world: World): Promise<void> {
  for (const repository of world.state.repositories.values()) {
    const moving = [...repository.queues.values()].filter(({ entries }) => entries.length > 0);
    if (moving.length === 0) continue;
    await repository.git.exclusive(async () => {
      for (const queue of moving) await advanceQueue(world, repository, queue);
    });
  }
  world.clock.wakeAt(dueInstants(world));
}

/** One step, and again, as long as there is something to do. */
async function advanceQueue(world: World, repository: Repository, queue: MergeQueue): Promise<void> {
  let moved = true;
  while (moved) {
    const settings = queueSettings(world.state, repository, queue.branch);
    const scene = { world, repository, queue, tip: repository.git.refs.get(`refs/heads/${queue.branch}`) ?? "" };
    moved = await removeUnfit(scene, settings);
    if (!settings || moved) continue;
    moved =
      (await destroyStale(scene)) ||
      (await buildNext(scene, settings)) ||
      (await ejectFailed(scene, settings)) ||
      (await mergeReady(scene, settings));
  }
}

/** When something happens in a queue by time alone. */
function dueInstants({ state }: World): number[] {
  const instants: number[] = [];
  for (const repository of state.repositories.values()) {
    for (const { branch, entries } of repository.queues.values()) {
      const settings = queueSettings(state, repository, branch);
      if (!settings) continue;
      for (const { enqueuedAt } of entries.slice(0, 1)) instants.push(enqueuedAt + settings.wait);
      for (const { group } of entries) if (group) instants.push(group.requestedAt + settings.timeout);
    }
  }
  return instants;
}

async function dequeue({ world, queue }: Scene, entry: QueueEntry, why: Parameters<typeof removeEntry>[3]) {
  await removeEntry(world, queue, entry, why);
  await destroyGroup(world, queue, entry, "dequeued");
}

async function removeUnfit(scene: Scene, settings: QueueSettings | null): Promise<boolean> {
  const { world, queue, tip } = scene;
  const actor = queueBot(world);
  for (const entry of queue.entries) {
    const reason = settings && tip ? await brokenRule(world, entry) : "QUEUE_CLEARED";
    const why = entry.leaving ?? (reason && { reason, actor });
    if (!why) continue;
    await dequeue(scene, entry, why);
    return true;
  }
  return false;
}

/** A rule that a queued pull request has come to break; its checks are asked of its group by now. */
async function brokenRule(world: World, { pull }: QueueEntry): Promise<RemovalReason | null> {
  const unmet = await unmetRequirements(world.state, pull, null);
  return unmet.some(({ kind }) => kind !== "required_status_checks") ? "BRANCH_PROTECTIONS" : null;
}

/** Groups that no longer stand on the base branch's tip or on the group before. */
async function destroyStale({ world, queue, tip }: Scene): Promise<boolean> {
  let expected: string | null = tip;
  let found = false;
  for (const entry of queue.entries) {
    if (entry.group && entry.group.baseSha !== expected) {
      await destroyGroup(world, queue, entry, "invalidated");
      found = true;
    }
    expected = entry.group?.headSha ?? null;
  }
  return found;
}

/** https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets#require-merge-queue: build concurrency */
async function buildNext(scene: Scene, settings: QueueSettings): Promise<boolean> {
  const { world, queue, tip } = scene;
  const next = queue.entries.findIndex(({ group }) => group === null);
  const entry = queue.entries[next];
  if (!entry) return false;
  const states = queue.entries.map((one) => judgeEntry(world, one, settings).state);
  if (states.filter((state) => state === "AWAITING_CHECKS").length >= settings.mostToBuild) return false;
  const baseSha = queue.entries[next - 1]?.group?.headSha ?? tip;
  const built = await buildGroup(world, queue, entry, { baseSha, method: settings.method });
  if (!built) await dequeue(scene, entry, { reason: "MERGE_CONFLICT", actor: queueBot(world) });
  return true;
}

async function ejectFailed(scene: Scene, settings: QueueSettings): Promise<boolean> {
  const { world, queue } = scene;
  const verdicts = queue.entries.map((entry) => judgeEntry(world, entry, settings));
  const index = entryToEject(
    verdicts.map(({ state }) => state),
    settings,
  );
  const entry = queue.entries[index];
  if (!entry) return false;
  await dequeue(scene, entry, { reason: verdicts[index]?.failure ?? "CI_FAILURE", actor: queueBot(world) });
  return true;
}

/** Fast-forwards the base branch to the last group that may merge. */
async function mergeReady(scene: Scene, settings: QueueSettings): Promise<boolean> {
  const { world, repository, queue, tip } = scene;
  const states = queue.entries.map((entry) => judgeEntry(world, entry, settings).state);
  const waited = world.clock.now() >= (queue.entries[0]?.enqueuedAt ?? 0) + settings.wait;
  const merging = queue.entries.slice(0, entriesToMerge(states, settings, waited));
  const after = merging.at(-1)?.group?.headSha;
  if (!after) return false;
  const actor = queueBot(world);
  for (const entry of merging) {
    const { pull, group } = entry;
    await removeEntry(world, queue, entry, { reason: "MERGE", actor });
    if (group) await recordMerge(world, pull, actor, group.headSha, group.baseSha);
  }
  const ref = `refs/heads/${queue.branch}`;
  await moveRef(world, { merge: "merge_queue_merge", repository, ref, before: tip, after, pusher: actor, app: null });
  for (const entry of merging) {
    await destroyGroup(world, queue, entry, "merged");
    await deleteMergedHead(world, entry.pull, actor);
  }
  return true;
}
