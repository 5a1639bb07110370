import { moveRef } from "../actions/push.ts";
import { type Actor, accountOf, appOf } from "../auth/actor.ts";
import { ApiError } from "../http/errors.ts";
import { requirementsFor } from "../rules/requirements.ts";
import { type Unmet, unmetRequirements } from "../rules/unmet.ts";
import type { PullRequest } from "../state/pull-request.ts";
import { now, type World } from "../world.ts";
import { recordMerge } from "./close.ts";
import { baseTip } from "./content.ts";
import { deleteMergedHead } from "./delete-head.ts";
import { landChange, type MergeMethod } from "./land.ts";
import { refreshMergeability } from "./mergeability.ts";

/** What a caller of the merge endpoint asks for. */
export type MergeRequest = { method: MergeMethod; title: string | null; message: string | null; sha: string | null };

/**
 * Merges a pull request and answers the commit that landed. Throws 405 when it may not be merged, 409 when the head moved.
 * https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request
 */
export function mergePull(world: World, pull: PullRequest, actor: Actor, request: MergeRequest): Promise<string> {
  return pull.repository.git.exclusive(async () => {
    if (request.sha !== null && request.sha !== pull.head.sha) {
      throw new ApiError(409, "Head branch was modified. Review and try the merge again.");
    }
    const bypassed = await requireMergeable(world, pull, actor, request.method);
    const base = baseTip(pull);
    const user = accountOf(actor);
    const commit = await landChange(world, pull, { ...request, user, base, date: now() });
    if (!commit) {
      const message = request.method === "rebase" ? "This branch can't be rebased" : "Pull Request is not mergeable";
      throw new ApiError(405, message);
    }
    await recordMerge(world, pull, user, commit, base);
    const ref = `refs/heads/${pull.base.ref}`;
    await moveRef(world, {
      merge: "pr_merge",
      bypassed,
      repository: pull.repository,
      ref,
      before: base,
      after: commit,
      pusher: user,
      app: appOf(actor),
    });
    await deleteMergedHead(world, pull, user);
    return commit;
  });
}

/** Returns whether rulesets stand in the way that the actor may bypass. */
async function requireMergeable(world: World, pull: PullRequest, actor: Actor, method: MergeMethod): Promise<boolean> {
  if (pull.issue.state !== "open") throw new ApiError(405, "Pull Request is not mergeable");
  if (pull.draft) throw new ApiError(405, "Pull Request is still a draft");
  requireMethod(world, pull, actor, method);
  await refreshMergeability(pull);
  const unmet = await unmetBy(world, pull, actor);
  if (unmet.length > 0) throw new ApiError(405, refusal(unmet));
  if (!pull.mergeable) throw new ApiError(405, "Pull Request is not mergeable");
  return (await unmetBy(world, pull, null)).some(({ source }) => source === "ruleset");
}

async function unmetBy(world: World, pull: PullRequest, actor: Actor | null): Promise<Unmet[]> {
  const unmet = await unmetRequirements(world.state, pull, actor);
  if (needsQueue(world, pull, actor)) {
    unmet.push({ source: "ruleset", kind: "merge_queue", message: "Changes must be made through the merge queue" });
  }
  return unmet;
}

/** Whether somebody can merge a pull request through its queue only; null: somebody who may bypass nothing. */
export function needsQueue(world: World, { repository, base }: PullRequest, actor: Actor | null): boolean {
  const requirements = requirementsFor(world.state, repository, `refs/heads/${base.ref}`, actor, "pull_request");
  return requirements.some(({ kind }) => kind === "merge_queue");
}

function requireMethod(world: World, pull: PullRequest, actor: Actor, method: MergeMethod): void {
  const { settings } = pull.repository;
  const words = { merge: "Merge commits", squash: "Squash merges", rebase: "Rebase merges" };
  const allowed = {
    merge: settings.allowMergeCommit,
    squash: settings.allowSquashMerge,
    rebase: settings.allowRebaseMerge,
  };
  if (!allowed[method]) throw new ApiError(405, `${words[method]} are not allowed on this repository.`);
  const requirements = requirementsFor(
    world.state,
    pull.repository,
    `refs/heads/${pull.base.ref}`,
    actor,
    "pull_request",
  );
  for (const { kind, reviews } of requirements) {
    const linear = kind === "required_linear_history" && method === "merge";
    const excluded = reviews?.methods && !reviews.methods.includes(method);
    if (linear || excluded) {
      throw new ApiError(
        405,
        `Repository rule violations found\n\n${words[method]} are not allowed on this branch.\n\n`,
      );
    }
  }
}

function refusal(unmet: Unmet[]): string {
  if (unmet.every(({ source }) => source === "protection")) return unmet.map(({ message }) => message).join(" ");
  return `Repository rule violations found\n\n${unmet.map(({ message }) => message).join("\n\n")}\n\n`;
}
