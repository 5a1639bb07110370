import type { Context } from "hono";
import { html } from "hono/html";
import { diffFiles, emptyTree } from "../git/diff.ts";
import { resolveCommit } from "../git/history.ts";
import type { Commit } from "../git/parse-object.ts";
import type { CheckRun } from "../state/checks.ts";
import type { Issue } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";
import { annotationBox, fileDiff } from "./diff.ts";
import { labelTag } from "./labels.ts";
import { type Html, page, userLink, when } from "./layout.ts";
import { markdown } from "./markdown.ts";
import { lookOf, mark, overall, reportsOf } from "./marks.ts";
import { crumbs, pathOf, stateBadge } from "./pull-frame.ts";
import { queueCrumb } from "./queue.ts";
import { timelineHtml, written } from "./timeline.ts";
import { viewerOf } from "./viewer.ts";

function list(rows: Html[], empty: string): Html {
  return html`<div class="box">${rows.length > 0 ? rows : html`<div class="row muted">${empty}</div>`}</div>`;
}

/** A folder of a repository, or a file. */
export async function contentPage(world: World, context: Context, repository: Repository): Promise<Response> {
  const ref = context.req.param("ref") ?? repository.defaultBranch;
  const path = context.req.param("path") ?? "";
  const commit = await resolveCommit(repository.git, ref);
  const object = commit ? await repository.git.object(`${commit}:${path}`) : null;
  const head = html`${crumbs(repository)}<h1>${path || repository.name} <span class="number">${ref}</span></h1>
    <p class="muted">${repository.description ?? ""} <code>git clone ${world.origin}${pathOf(repository)}.git</code></p>`;
  if (object?.type === "blob") return page(world, context, path, html`${head}${fileBody(path, object.content)}`);
  const entries = object ? ((await repository.git.tree(object.sha)) ?? []) : [];
  entries.sort((a, b) => Number(b.type === "tree") - Number(a.type === "tree"));
  const rows = entries.map(({ name, type }) => {
    const href = `${pathOf(repository)}/${type === "tree" ? "tree" : "blob"}/${encodeURIComponent(ref)}/${path ? `${path}/` : ""}${name}`;
    return html`<div class="row"><span class="muted">${type === "tree" ? "▸" : "·"}</span> <a href="${href}">${name}</a></div>`;
  });
  const readme = entries.find(({ name }) => /^readme\.md$/i.test(name));
  const text = readme ? (await repository.git.object(readme.sha))?.content.toString() : undefined;
  const shown = text === undefined ? "" : html`<div class="box"><div class="body">${markdown(text)}</div></div>`;
  return page(world, context, repository.name, html`${head}${list(rows, "Nothing has been pushed yet.")}${shown}`);
}

function fileBody(path: string, content: Buffer): Html {
  if (content.includes(0))
    return html`<div class="box"><div class="body muted">A binary file, ${content.length} bytes.</div></div>`;
  if (/\.md$/i.test(path)) return html`<div class="box"><div class="body">${markdown(content.toString())}</div></div>`;
  const lines = content.toString().replace(/\n$/, "").split("\n");
  const rows = lines.map(
    (text, index) => html`<tr id="L${index + 1}"><td class="n">${index + 1}</td><td class="mono">${text}</td></tr>`,
  );
  return html`<div class="box"><table class="code">${rows}</table></div>`;
}

/** The pull requests of a repository. */
export function pullsPage(world: World, context: Context, repository: Repository): Response | Promise<Response> {
  const pulls = [...repository.pulls.values()].toReversed();
  const rows = pulls.map((pull) => {
    const look = overall(reportsOf(repository, pull.head.sha).map(({ look: one }) => one));
    return html`<div class="row">${stateBadge(pull)}<span class="grow"><a class="user" href="${pathOf(repository)}/pull/${pull.number}">${pull.issue.title}</a>
      ${mark(look)} ${pull.issue.labels.map((name) => labelTag(repository, name))}<br>
      <span class="muted">#${pull.number} by ${userLink(pull.issue.user)}, ${when(pull.issue.createdAt)}</span></span></div>`;
  });
  return page(
    world,
    context,
    "Pull requests",
    html`${crumbs(repository)}<h1>Pull requests</h1>${queueCrumb(world, repository)}${list(rows, "None yet.")}`,
  );
}

/** The issues of a repository that are no pull requests. */
export function issuesPage(world: World, context: Context, repository: Repository): Response | Promise<Response> {
  const issues = [...repository.issues.values()].filter(({ isPullRequest }) => !isPullRequest);
  const rows = issues.map(
    ({ number, title, state, labels }) => html`<div class="row"><span class="state ${state}">${state}</span>
      <a href="${pathOf(repository)}/issues/${number}">${title}</a> #${number} ${labels.map((name) => labelTag(repository, name))}</div>`,
  );
  return page(world, context, "Issues", html`${crumbs(repository)}<h1>Issues</h1>${list(rows, "None yet.")}`);
}

/** One issue. */
export function issuePage(
  world: World,
  context: Context,
  repository: Repository,
  issue: Issue,
): Response | Promise<Response> {
  const write = viewerOf(world, context)
    ? html`<form class="block" method="post" action="${pathOf(repository)}/pull/${issue.number}/write">
      <textarea name="body"></textarea><button name="what" value="comment">Comment</button></form>`
    : "";
  const body = html`${crumbs(repository)}<h1>${issue.title} <span class="number">#${issue.number}</span></h1>
    ${written({ ...issue, id: `issue-${issue.id}` }, "opened this")}${timelineHtml(repository, issue)}<p></p>${write}`;
  return page(world, context, issue.title, body);
}

/** A commit and what it changed. */
export async function commitPage(
  world: World,
  context: Context,
  repository: Repository,
  commit: Commit,
): Promise<Response> {
  const { sha } = commit;
  const changes = await diffFiles(repository.git, commit.parents[0] ?? emptyTree, sha);
  const reports = reportsOf(repository, sha).map(
    ({ look, name, title }) => html`<div>${mark(look)} <b>${name}</b> ${title}</div>`,
  );
  const body = html`${crumbs(repository)}<h1>${commit.message.split("\n")[0]}</h1>
    <p class="muted">${commit.author.name} · ${when(commit.author.date)} · <span class="mono">${sha}</span></p>${reports}
    ${changes.slice(0, 300).map((change) => fileDiff(change, []))}`;
  return page(world, context, sha.slice(0, 7), body, { wide: true });
}

/** One check run: title, summary, text, annotations, its buttons. */
export function checkRunPage(
  world: World,
  context: Context,
  repository: Repository,
  run: CheckRun,
): Response | Promise<Response> {
  const { output, actions } = run;
  const pull = [...repository.pulls.values()].find(({ head }) => head.sha === run.headSha);
  const buttons = actions.map(
    ({
      label,
      description,
      identifier,
    }) => html`<form method="post" action="${pathOf(repository)}/runs/${run.id}/action">
      <input type="hidden" name="identifier" value="${identifier}"><button title="${description}">${label}</button></form> `,
  );
  const again = html`<form method="post" action="${pathOf(repository)}/runs/${run.id}/rerequest"><button>Re-run</button></form>`;
  const body = html`${crumbs(repository)}<h1>${mark(lookOf(run))} ${output.title ?? run.name} <span class="number">${run.name}</span></h1>
    <p class="muted">by ${run.app.name} on <a class="mono" href="${pathOf(repository)}/commit/${run.headSha}">${run.headSha.slice(0, 7)}</a>
      ${pull ? html`of <a href="${pathOf(repository)}/pull/${pull.number}">#${pull.number}</a>` : ""} · ${run.conclusion ?? run.status}</p>
    <p>${buttons}${again}</p><div class="box"><div class="body">${markdown(output.summary)}${output.text ? markdown(output.text) : ""}</div></div>
    ${run.annotations.length > 0 ? html`<h2>Annotations</h2>` : ""}
    ${run.annotations.map((annotation) => html`${annotationBox({ run, annotation })}<p></p>`)}`;
  return page(world, context, run.name, body);
}
