import { html } from "hono/html";
import type { Actor } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import { needsQueue } from "../pulls/merge.ts";
import { isUpToDate, refreshMergeability } from "../pulls/mergeability.ts";
import { requirementsFor } from "../rules/requirements.ts";
import { unmetRequirements } from "../rules/unmet.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { World } from "../world.ts";
import type { Html } from "./layout.ts";
import { type Look, mark, overall, type Report, reportsOf } from "./marks.ts";
import { pathOf } from "./pull-frame.ts";
import { queueBanner } from "./queue.ts";

function actorOf(viewer: Account | null): Actor {
  return viewer ? { kind: "user", user: viewer } : { kind: "anonymous" };
}

/** The rows of reports, required ones told; a required one nobody reported is there too. */
function reportRows(world: World, pull: PullRequest, reports: Report[]): Html[] {
  const ref = `refs/heads/${pull.base.ref}`;
  const requirements = requirementsFor(world.state, pull.repository, ref, null, "pull_request");
  const required = new Set(requirements.flatMap(({ checks }) => checks.map(({ context }) => context)));
  const missing = [...required].filter((name) => !reports.some((report) => report.name === name));
  const tag = html` <span class="tag">Required</span>`;
  return [
    ...reports.map(
      ({ look, name, title, href, by }) => html`<div class="row">${mark(look)}<span class="grow"><b>${name}</b>
        <span class="muted">${title} · ${by}</span>${required.has(name) ? tag : ""}</span>${href ? html`<a href="${href}">Details</a>` : ""}</div>`,
    ),
    ...missing.map(
      (name) => html`<div class="row">${mark("wait")}<span class="grow"><b>${name}</b>
        <span class="muted">Expected: waiting for it to be reported</span>${tag}</span></div>`,
    ),
  ];
}

function banner(look: Look, title: string, text: string): Html {
  return html`<div class="banner">${mark(look)}<div><b>${title}</b><div class="muted">${text}</div></div></div>`;
}

function mergeForms(pull: PullRequest, offered: boolean): Html | "" {
  if (!offered) return "";
  const { settings } = pull.repository;
  const base = `${pathOf(pull.repository)}/pull/${pull.number}`;
  const methods = [
    ["merge", "Create a merge commit", settings.allowMergeCommit],
    ["squash", "Squash and merge", settings.allowSquashMerge],
    ["rebase", "Rebase and merge", settings.allowRebaseMerge],
  ] as const;
  return html`<div class="banner"><form method="post" action="${base}/merge"><select name="merge_method">
    ${methods.filter(([, , allowed]) => allowed).map(([name, text]) => html`<option value="${name}">${text}</option>`)}
    </select><button class="primary">Merge pull request</button></form></div>`;
}

/** What keeps an open pull request from being merged, and the button for it. */
export async function mergeBox(world: World, pull: PullRequest, viewer: Account | null): Promise<Html | ""> {
  if (pull.merged)
    return html`<div class="box merge-box done">${banner("good", "Pull request merged and closed", pull.mergeCommitSha ?? "")}</div>`;
  if (pull.issue.state !== "open") return "";
  await refreshMergeability(pull);
  const reports = reportsOf(pull.repository, pull.head.sha);
  const unmet = await unmetRequirements(world.state, pull, null);
  const bound = await unmetRequirements(world.state, pull, actorOf(viewer));
  const direct = bound.length === 0 && !needsQueue(world, pull, actorOf(viewer));
  const writer = viewer !== null && atLeast(roleOf(world.state, pull.repository, viewer), "write");
  const checksLook = overall(reports.map(({ look }) => look));
  const words = {
    good: "All checks have passed",
    bad: "Some checks were not successful",
    wait: "Some checks have not finished",
    grey: "No checks have been reported",
  };
  const blocked = unmet.length > 0 || !pull.mergeable || pull.draft;
  const behind = !(await isUpToDate(pull));
  const base = `${pathOf(pull.repository)}/pull/${pull.number}`;
  const update =
    behind && pull.mergeable
      ? html`<div class="banner">${mark("grey")}<div class="grow"><b>This branch is out of date with the base branch</b></div>
        <form method="post" action="${base}/update-branch"><button>Update branch</button></form></div>`
      : "";
  const draft = pull.draft
    ? html`<div class="banner">${mark("grey")}<div class="grow"><b>This pull request is still a work in progress</b></div>
        <form method="post" action="${base}/ready"><button>Ready for review</button></form></div>`
    : "";
  const conflict = pull.mergeable
    ? banner("good", "No conflicts with the base branch", "")
    : banner("bad", "This branch has conflicts that must be resolved", "");
  const block =
    unmet.length > 0 ? banner("bad", "Merging is blocked", unmet.map(({ message }) => message).join(" ")) : "";
  return html`<div class="box merge-box ${blocked ? "bad" : "good"}">
    ${banner(checksLook, words[checksLook], "")}${reportRows(world, pull, reports)}${block}${conflict}${update}${draft}
    ${await queueBanner(world, pull, viewer)}${mergeForms(pull, writer && direct && pull.mergeable === true && !pull.draft)}</div>`;
}
