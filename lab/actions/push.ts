import { requestSuites } from "../checks/suites.ts";
import { runGit } from "../git/run.ts";
import { verifyCommits } from "../git/verify.ts";
import { syncPulls } from "../pulls/sync.ts";
import { pushPayload } from "../rest/push.ts";
import type { Account, App } from "../state/accounts.ts";
import type { Activity, Repository } from "../state/repository.ts";
import { nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";
import { keepRuleSuite } from "./rule-suite.ts";

/** A ref that was created (`before` null), moved or deleted (`after` null). */
export type RefUpdate = {
  repository: Repository;
  ref: string;
  before: string | null;
  after: string | null;
  pusher: Account;
  app: App | null;
  /** The merge of pull requests rather than a push. */
  merge?: "pr_merge" | "merge_queue_merge";
  /** Whether the merge of a pull request broke a rule that who merged may bypass. */
  bypassed?: boolean;
};

/** What GitHub does once a ref has changed: events, pull requests. */
export async function afterPush(world: World, update: RefUpdate): Promise<void> {
  const { repository, ref, before, after, pusher } = update;
  repository.pushedAt = now();
  repository.updatedAt = repository.pushedAt;
  await adoptDefaultBranch(update);
  if (after !== null) await verifyCommits(world, repository, after);
  const payload = await pushPayload(world, update);
  if (before === null || after === null) emitRef(world, update);
  world.webhooks.emit({ event: "push", action: null, repository, sender: pusher, payload });
  if (!ref.startsWith("refs/heads/")) return;
  repository.activities.push({
    id: nextId(world.state),
    type: activityType(update, payload.forced === true),
    ref,
    before,
    after,
    actor: pusher,
    createdAt: repository.pushedAt,
  });
  keepRuleSuite(world, update, payload.forced === true);
  repository.lastPushers.set(ref.slice("refs/heads/".length), pusher);
  await syncPulls(world, update);
  await requestSuites(world, update);
}

function activityType({ before, after, merge }: RefUpdate, forced: boolean): Activity["type"] {
  if (before === null) return "branch_creation";
  if (after === null) return "branch_deletion";
  if (merge) return merge;
  return forced ? "force_push" : "push";
}

/** The first branch pushed to an empty repository becomes its default branch. */
async function adoptDefaultBranch({ repository, ref, after }: RefUpdate): Promise<void> {
  const { git, defaultBranch } = repository;
  const branch = ref.replace(/^refs\/heads\//, "");
  if (after === null || branch === ref || git.refs.has(`refs/heads/${defaultBranch}`)) return;
  repository.defaultBranch = branch;
  await runGit(["symbolic-ref", "HEAD", ref], { cwd: git.directory });
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#create and #delete */
function emitRef(world: World, { repository, ref, before, pusher }: RefUpdate): void {
  const kind = ref.startsWith("refs/tags/") ? "tag" : "branch";
  const name = ref.replace(/^refs\/(heads|tags)\//, "");
  const base = { ref: name, ref_type: kind, pusher_type: "user" };
  if (before === null) {
    const payload = { ...base, master_branch: repository.defaultBranch, description: repository.description };
    world.webhooks.emit({ event: "create", action: null, repository, sender: pusher, payload });
  } else {
    world.webhooks.emit({ event: "delete", action: null, repository, sender: pusher, payload: base });
  }
}

/** Moves a ref on behalf of the API (merges, edits, `PATCH /git/refs`), then does what follows a push. Callers have judged it. */
export async function moveRef(world: World, update: RefUpdate): Promise<void> {
  await update.repository.git.updateRefs([{ ref: update.ref, sha: update.after }]);
  await afterPush(world, update);
}
