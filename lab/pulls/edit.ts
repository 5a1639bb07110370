import { addTimelineEvent } from "../actions/timeline.ts";
import { commitsBetween } from "../git/history.ts";
import { validationFailed } from "../http/errors.ts";
import { leaveQueue } from "../queue/leave.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest } from "../state/pull-request.ts";
import { now, type World } from "../world.ts";
import { closePull, reopenPull } from "./close.ts";
import { emitPull } from "./emit.ts";

function refuse(field: string, message: string) {
  return validationFailed([{ resource: "PullRequest", field, code: "invalid", message }]);
}

/**
 * Edits a pull request as `PATCH /pulls/{number}` does; `draft` is here as well, which github.com changes by GraphQL only.
 * Throws 422. https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request
 */
export async function editPull(
  world: World,
  pull: PullRequest,
  actor: Account,
  body: Record<string, unknown>,
): Promise<void> {
  const changes = { ...editTexts(world, pull, actor, body), ...(await retarget(world, pull, actor, body.base)) };
  if (Object.keys(changes).length > 0) {
    pull.issue.updatedAt = now();
    await emitPull(world, pull, "edited", actor, { changes });
  }
  if (typeof body.draft === "boolean" && body.draft !== pull.draft) await setDraft(world, pull, actor, body.draft);
  await setState(world, pull, actor, body.state);
}

function editTexts(world: World, pull: PullRequest, actor: Account, body: Record<string, unknown>) {
  const { issue } = pull;
  const changes: Record<string, unknown> = {};
  if (typeof body.title === "string" && body.title !== issue.title) {
    changes.title = { from: issue.title };
    addTimelineEvent(world, issue, "renamed", actor, {
      commit_id: null,
      commit_url: null,
      rename: { from: issue.title, to: body.title },
    });
    issue.title = body.title;
  }
  if (body.body !== undefined && body.body !== issue.body) {
    changes.body = { from: issue.body ?? "" };
    issue.body = typeof body.body === "string" ? body.body : null;
  }
  if (typeof body.maintainer_can_modify === "boolean") pull.maintainerCanModify = body.maintainer_can_modify;
  return changes;
}

async function retarget(world: World, pull: PullRequest, actor: Account, base: unknown) {
  if (typeof base !== "string" || base === pull.base.ref) return {};
  const sha = pull.repository.git.refs.get(`refs/heads/${base}`);
  if (!sha) throw refuse("base", `Proposed base branch '${base}' was not found`);
  if (pull.issue.state === "closed") throw refuse("base", "Cannot change the base branch of a closed pull request.");
  if ((await commitsBetween(pull.repository.git, sha, pull.head.sha)).length === 0) {
    throw refuse("base", `There are no new commits between base branch '${base}' and head branch '${pull.head.ref}'`);
  }
  leaveQueue(pull, "MANUAL", actor);
  const from = { ref: { from: pull.base.ref }, sha: { from: pull.base.sha } };
  pull.base.ref = base;
  pull.base.sha = sha;
  pull.mergeable = null;
  addTimelineEvent(world, pull.issue, "base_ref_changed", actor, { commit_id: null, commit_url: null });
  return { base: from };
}

async function setDraft(world: World, pull: PullRequest, actor: Account, draft: boolean): Promise<void> {
  pull.draft = draft;
  if (draft) leaveQueue(pull, "MANUAL", actor);
  const event = draft ? "convert_to_draft" : "ready_for_review";
  addTimelineEvent(world, pull.issue, event, actor, { commit_id: null, commit_url: null });
  await emitPull(world, pull, draft ? "converted_to_draft" : "ready_for_review", actor);
}

async function setState(world: World, pull: PullRequest, actor: Account, state: unknown): Promise<void> {
  if (state === undefined || state === pull.issue.state) return;
  if (state === "closed") {
    await closePull(world, pull, actor);
    return;
  }
  if (state !== "open") throw refuse("state", "state must be open or closed");
  if (pull.merged) throw refuse("state", "state cannot be changed. The pull request cannot be reopened.");
  const tip = pull.head.repository?.git.refs.get(`refs/heads/${pull.head.ref}`);
  if (!tip) throw refuse("state", "state cannot be changed. The head branch has been deleted.");
  pull.head.sha = tip;
  await reopenPull(world, pull, actor);
}
