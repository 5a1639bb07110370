import type { RepositoryRef } from "../../pipeline/ports.ts";
import { toActor } from "../actor.ts";
import type { GitHub } from "../client.ts";
import { isNotFound } from "../errors.ts";
import type { Handler, RoutingOptions } from "./handler.ts";
import { type Payload, refOf, repositoryOf } from "./payload.ts";

/** A merge queue's branches of its own: nothing lands on them. */
const queueBranch = /^gh-readonly-queue\//;
/** Where this stands in no policy, the default branch alone is gated. */
const gatedBranches = "branches";

/** A branch moved, came or went. */
export const onBranchUpdate: Handler = async (payload, options) => {
  const repository = repositoryOf(payload);
  const branch = /^refs\/heads\/(.+)$/s.exec(payload.ref ?? "")?.[1];
  const { before, after } = payload;
  if (repository === null || branch === undefined || before === undefined || after === undefined) return;
  if (queueBranch.test(branch) || !(await mayBeGated(payload, branch, options))) return;
  const pushed = { pusher: toActor(payload.sender), pushedAt: timeOf(payload.repository?.pushed_at) };
  await options.landed({ kind: "update", repository, branch, before, after, ...pushed });
};

/** Most pushes are to topic branches: those cost nothing. */
async function mayBeGated(payload: Payload, branch: string, { policies }: RoutingOptions): Promise<boolean> {
  if (branch === payload.repository?.default_branch) return true;
  const own = repositoryOf(payload);
  if (own === null) return false;
  const files = await Promise.all([policies.lastGood(own), policies.lastFloor(own.installationId)]);
  return files.some((file) => file?.text.includes(gatedBranches));
}

/** In a push GitHub has it in seconds, elsewhere as a date: https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
export function timeOf(time: number | string | null | undefined): string | null {
  const date = new Date(typeof time === "number" ? time * 1000 : (time ?? Number.NaN));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A pull request was closed: by a merge, maybe. */
export const onEnd: Handler = async (payload, options) => {
  const pullRequest = refOf(payload, payload.pull_request?.number);
  if (payload.action !== "closed" || pullRequest === null) return;
  await options.landed({ kind: "pull-request", pullRequest });
};

/** Another branch is the default one, and gated: what it holds beyond the one before landed by that. */
export const onDefaultBranch: Handler = async (payload, options) => {
  const repository = repositoryOf(payload);
  const from = payload.changes?.default_branch?.from;
  const branch = payload.repository?.default_branch;
  if (payload.action !== "edited" || repository === null || from === undefined || branch === undefined) return;
  const github = await options.installation(repository.installationId);
  const [before, after] = [await tipOf(github, repository, from), await tipOf(github, repository, branch)];
  // The branch before is gone: it was renamed, and its commits are the same.
  if (before === null || after === null || before === after) return;
  const pushed = { pusher: toActor(payload.sender), pushedAt: timeOf(payload.repository?.updated_at) };
  await options.landed({ kind: "update", repository, branch, before, after, ...pushed });
};

async function tipOf(github: GitHub, { owner, name }: RepositoryRef, branch: string): Promise<string | null> {
  try {
    return (await github.rest.git.getRef({ owner, repo: name, ref: `heads/${branch}` })).data.object.sha;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** The app sees nothing from here on, or again. */
export const onGap: Handler = async ({ action, installation }, options) => {
  const tenant = installation?.account?.id;
  if (installation?.id === undefined || tenant === undefined) return;
  const at = timeOf(installation.suspended_at ?? installation.updated_at);
  const gap = { tenant, installationId: installation.id, at: at === null ? options.now() : new Date(at) };
  if (action === "suspend") await options.gap({ ...gap, kind: "suspended" });
  if (action === "deleted") await options.gap({ ...gap, kind: "uninstalled" });
  if (action === "unsuspend" || action === "created") await options.gap({ ...gap, kind: "back" });
};
