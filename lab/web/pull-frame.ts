import { html } from "hono/html";
import { pullChanges, pullCommits } from "../pulls/content.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";
import { type Html, userLink, when } from "./layout.ts";
import { reportsOf } from "./marks.ts";

/** Web path of a repository. */
export function pathOf(repository: Repository): string {
  return `/${repository.owner.login}/${repository.name}`;
}

/** The line that says where a page lies. */
export function crumbs(repository: Repository): Html {
  const base = pathOf(repository);
  return html`<div><a href="/${repository.owner.login}">${repository.owner.login}</a> / <a href="${base}"><b>${repository.name}</b></a>
    ${repository.private ? html`<span class="tag">private</span>` : ""} · <a href="${base}/pulls">Pull requests</a> · <a href="${base}/issues">Issues</a></div>`;
}

/** The coloured word: open, draft, merged, closed. */
export function stateBadge(pull: PullRequest): Html {
  const state = pull.merged ? "merged" : pull.issue.state === "closed" ? "closed" : pull.draft ? "draft" : "open";
  return html`<span class="state ${state}">${state.slice(0, 1).toUpperCase()}${state.slice(1)}</span>`;
}

/** What is above every tab of a pull request. */
export async function pullHead(
  pull: PullRequest,
  here: "conversation" | "commits" | "checks" | "files",
): Promise<Html> {
  const base = `${pathOf(pull.repository)}/pull/${pull.number}`;
  const commits = (await pullCommits(pull)).length;
  const files = (await pullChanges(pull)).length;
  const checks = reportsOf(pull.repository, pull.head.sha).length;
  const tab = (name: typeof here, path: string, text: string, count: number | null) =>
    html`<a class="${name === here ? "here" : ""}" href="${base}${path}">${text}${count === null ? "" : html` <span class="tag">${count}</span>`}</a>`;
  const fork = pull.head.repository !== pull.repository;
  return html`${crumbs(pull.repository)}
    <h1>${pull.issue.title} <span class="number">#${pull.number}</span></h1>
    <div class="muted">${stateBadge(pull)} ${userLink(pull.issue.user)} ${pull.merged ? "merged" : "wants to merge"} ${commits}
      ${commits === 1 ? "commit" : "commits"} into <code>${pull.base.ref}</code> from
      <code>${fork ? `${pull.head.owner.login}:` : ""}${pull.head.ref}</code>, opened ${when(pull.issue.createdAt)}</div>
    <nav class="tabs">${tab("conversation", "", "Conversation", pull.issue.comments.length)}${tab("commits", "/commits", "Commits", commits)}
      ${tab("checks", "/checks", "Checks", checks)}${tab("files", "/files", "Files changed", files)}</nav>`;
}
