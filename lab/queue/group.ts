import { moveRef } from "../actions/push.ts";
import { landChange } from "../pulls/land.ts";
import { simpleCommitJson } from "../rest/simple-commit.ts";
import type { Account } from "../state/accounts.ts";
import type { MergeGroup, MergeQueue, QueueEntry } from "../state/merge-queue.ts";
import type { Repository } from "../state/repository.ts";
import { findAccount } from "../state/state.ts";
import type { World } from "../world.ts";
import type { QueueSettings } from "./settings.ts";

/** The login under which a queue acts. */
export const queueBotLogin = "github-merge-queue[bot]";

/** The account under which a queue acts. */
export function queueBot(world: World): Account {
  const bot = findAccount(world.state, queueBotLogin);
  if (!bot) throw new Error(`no ${queueBotLogin}`);
  return bot;
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group */
async function emitGroup(
  world: World,
  repository: Repository,
  base: string,
  group: MergeGroup,
  happening: { action: "checks_requested" } | { action: "destroyed"; reason: DestroyReason },
): Promise<void> {
  const { action, ...reason } = happening;
  const payload = {
    merge_group: {
      head_sha: group.headSha,
      head_ref: group.ref,
      base_sha: group.baseSha,
      base_ref: `refs/heads/${base}`,
      head_commit: await simpleCommitJson(repository, group.headSha),
    },
    ...reason,
  };
  world.webhooks.emit({ event: "merge_group", action, repository, sender: queueBot(world), payload });
}

type DestroyReason = "merged" | "invalidated" | "dequeued";

/** Builds the group of an entry on a commit and asks for its checks; false: the change conflicts with it. */
export async function buildGroup(
  world: World,
  queue: MergeQueue,
  entry: QueueEntry,
  { baseSha, method }: { baseSha: string } & Pick<QueueSettings, "method">,
): Promise<boolean> {
  const { pull, enqueuer: user } = entry;
  const { repository } = pull;
  queue.lastCommitAt = Math.max(Math.floor(Date.now() / 1000), queue.lastCommitAt + 1);
  const date = `${new Date(queue.lastCommitAt * 1000).toISOString().slice(0, 19)}Z`;
  const headSha = await landChange(world, pull, { method, title: null, message: null, user, base: baseSha, date });
  if (!headSha) return false;
  const ref = `refs/heads/gh-readonly-queue/${queue.branch}/pr-${pull.number}-${baseSha}`;
  const group = { ref, headSha, baseSha, requestedAt: world.clock.now() };
  entry.group = group;
  await moveRef(world, { repository, ref, before: null, after: headSha, pusher: queueBot(world), app: null });
  await emitGroup(world, repository, queue.branch, group, { action: "checks_requested" });
  return true;
}

/** Takes the group of an entry away, if it has one. */
export async function destroyGroup(
  world: World,
  queue: MergeQueue,
  entry: QueueEntry,
  reason: DestroyReason,
): Promise<void> {
  const { group } = entry;
  const { repository } = entry.pull;
  if (!group) return;
  entry.group = null;
  await emitGroup(world, repository, queue.branch, group, { action: "destroyed", reason });
  const { ref, headSha } = group;
  await moveRef(world, { repository, ref, before: headSha, after: null, pusher: queueBot(world), app: null });
}
