import type { Context } from "hono";
import { html } from "hono/html";
import { atLeast, roleOf } from "../auth/roles.ts";
import { judgeEntry } from "../queue/entry-state.ts";
import type { EntryState } from "../queue/grouping.ts";
import { entryOf } from "../queue/leave.ts";
import { type QueueSettings, queueSettings } from "../queue/settings.ts";
import { unmetRequirements } from "../rules/unmet.ts";
import type { Account } from "../state/accounts.ts";
import type { QueueEntry } from "../state/merge-queue.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";
import { type Html, page, userLink } from "./layout.ts";
import { type Look, mark } from "./marks.ts";
import { crumbs, pathOf } from "./pull-frame.ts";
import { viewerOf } from "./viewer.ts";

const words: Record<EntryState, [Look, string]> = {
  QUEUED: ["grey", "Waiting for its turn"],
  AWAITING_CHECKS: ["wait", "Waiting for required checks"],
  MERGEABLE: ["good", "Required checks have passed"],
  UNMERGEABLE: ["bad", "Required checks have not passed"],
};

function mayWrite(world: World, repository: Repository, viewer: Account | null): boolean {
  return viewer !== null && atLeast(roleOf(world.state, repository, viewer), "write");
}

function button(pull: PullRequest, action: "enqueue" | "dequeue", text: string): Html {
  const look = action === "enqueue" ? "primary" : "danger";
  return html`<form method="post" action="${pathOf(pull.repository)}/pull/${pull.number}/${action}"><button class="${look}">${text}</button></form>`;
}

function queueLink({ repository, base }: PullRequest): Html {
  return html`<a href="${pathOf(repository)}/queue/${base.ref}">merge queue</a>`;
}

/** What the merge queue of its base branch means for an open pull request; empty where there is none. */
export async function queueBanner(world: World, pull: PullRequest, viewer: Account | null): Promise<Html | ""> {
  const { repository, base } = pull;
  const settings = queueSettings(world.state, repository, base.ref);
  if (!settings) return "";
  const writes = mayWrite(world, repository, viewer);
  const entry = entryOf(pull);
  if (!entry) {
    const ready = pull.mergeable && !pull.draft && (await unmetRequirements(world.state, pull, null)).length === 0;
    return html`<div class="banner">${mark("grey")}<div class="grow"><b>This branch merges through a ${queueLink(pull)}</b></div>
      ${writes && ready ? button(pull, "enqueue", "Add to merge queue") : ""}</div>`;
  }
  const [look, text] = words[judgeEntry(world, entry, settings).state];
  const position = (repository.queues.get(base.ref)?.entries.indexOf(entry) ?? 0) + 1;
  return html`<div class="banner">${mark(look)}<div class="grow"><b>Number ${position} in the ${queueLink(pull)}</b>
    <div class="muted">${text}</div></div>${writes ? button(pull, "dequeue", "Remove from queue") : ""}</div>`;
}

function row(world: World, entry: QueueEntry, settings: QueueSettings, writes: boolean): Html {
  const { pull, group, enqueuer } = entry;
  const base = pathOf(pull.repository);
  const [look, text] = words[judgeEntry(world, entry, settings).state];
  const built = group
    ? html` as <a class="mono" href="${base}/commit/${group.headSha}">${group.headSha.slice(0, 7)}</a> on <span class="mono">${group.baseSha.slice(0, 7)}</span>`
    : "";
  return html`<div class="row">${mark(look)}<span class="grow"><a class="user" href="${base}/pull/${pull.number}">${pull.issue.title}</a>
    <span class="number muted">#${pull.number}</span><br><span class="muted">${text}${built} · added by ${userLink(enqueuer)}</span></span>
    ${writes ? button(pull, "dequeue", "Remove from queue") : ""}</div>`;
}

/** The merge queue of a branch; null: it has none. */
export async function queuePage(world: World, context: Context, repository: Repository): Promise<Response | null> {
  const branch = context.req.param("branch") ?? "";
  const settings = queueSettings(world.state, repository, branch);
  if (!settings) return null;
  const writes = mayWrite(world, repository, viewerOf(world, context));
  const entries = repository.queues.get(branch)?.entries ?? [];
  const rows = entries.map((entry) => row(world, entry, settings, writes));
  const empty = html`<div class="row muted">Nothing is queued.</div>`;
  const body = html`${crumbs(repository)}<h1>Merge queue <span class="number">${branch}</span></h1>
    <div class="box">${rows.length > 0 ? rows : empty}</div>`;
  return page(world, context, `Merge queue of ${branch}`, body);
}

/** A link to the queue of the default branch, where it has one. */
export function queueCrumb(world: World, repository: Repository): Html | "" {
  const branch = repository.defaultBranch;
  if (!queueSettings(world.state, repository, branch)) return "";
  const count = repository.queues.get(branch)?.entries.length ?? 0;
  return html`<p><a href="${pathOf(repository)}/queue/${branch}">Merge queue of ${branch}</a> <span class="tag">${count}</span></p>`;
}
