import type { Context } from "hono";
import { html } from "hono/html";
import { pullChanges, pullCommits } from "../pulls/content.ts";
import { accountByEmail } from "../rest/attribution.ts";
import { requireCommit } from "../rest/commit.ts";
import { decidingReviews } from "../rules/unmet.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { World } from "../world.ts";
import { annotationBox, fileDiff, type Noted } from "./diff.ts";
import { labelTag } from "./labels.ts";
import { avatar, type Html, page, userLink, when } from "./layout.ts";
import { markdown } from "./markdown.ts";
import { mark, reportsOf } from "./marks.ts";
import { mergeBox } from "./merge-box.ts";
import { pathOf, pullHead } from "./pull-frame.ts";
import { timelineHtml, written } from "./timeline.ts";
import { viewerOf } from "./viewer.ts";

const mostFiles = 300;

function errorOf(context: Context): Html | "" {
  const message = context.req.query("error");
  return message ? html`<div class="error">${message}</div>` : "";
}

function aside(pull: PullRequest): Html {
  const { issue, repository } = pull;
  const base = `${pathOf(repository)}/pull/${pull.number}`;
  const reviews = [...decidingReviews(pull.reviews).values()];
  const looks = { APPROVED: "good", CHANGES_REQUESTED: "bad" } as const;
  const asked = [...pull.requestedReviewers.map(({ login }) => login), ...pull.requestedTeams.map(({ slug }) => slug)];
  return html`<aside><section><h2>Reviewers</h2>
    ${reviews.map(({ user, state }) => html`<div>${avatar(user, 16)} ${userLink(user)} ${mark(state === "APPROVED" || state === "CHANGES_REQUESTED" ? looks[state] : "grey")}</div>`)}
    ${asked.map((name) => html`<div>${name} <span class="muted">asked</span></div>`)}
    ${reviews.length + asked.length === 0 ? html`<span class="muted">None yet</span>` : ""}</section>
    <section><h2>Labels</h2>${issue.labels.map((name) => labelTag(repository, name))}
    <form method="post" action="${base}/label"><select name="label">${[...repository.labels.values()].map(({ name }) => html`<option>${name}</option>`)}</select>
    <button>Add</button></form></section></aside>`;
}

function writeForms(pull: PullRequest): Html {
  const base = `${pathOf(pull.repository)}/pull/${pull.number}`;
  const open = pull.issue.state === "open";
  return html`<div class="box"><div class="body"><form class="block" method="post" action="${base}/write">
    <textarea name="body" placeholder="Comment, or what you say in your review"></textarea><div>
    <button name="what" value="comment">Comment</button> <button name="what" value="APPROVE">Approve</button>
    <button name="what" value="REQUEST_CHANGES">Request changes</button>
    ${pull.merged ? "" : html`<button class="danger" name="what" value="${open ? "close" : "reopen"}">${open ? "Close" : "Reopen"}</button>`}</div></form></div></div>`;
}

/** The conversation of a pull request. */
export async function conversationPage(world: World, context: Context, pull: PullRequest): Promise<Response> {
  const { issue, repository } = pull;
  const viewer = viewerOf(world, context);
  const first = written({ ...issue, id: `issue-${issue.id}` }, "opened this");
  const write = viewer
    ? writeForms(pull)
    : html`<p class="muted">Choose above whom to act as, to comment, review and merge.</p>`;
  const body = html`${await pullHead(pull, "conversation")}${errorOf(context)}<div class="columns"><div>${first}
    ${timelineHtml(repository, issue)}<p></p>${await mergeBox(world, pull, viewer)}${write}</div>${aside(pull)}</div>`;
  return page(world, context, `${issue.title} #${pull.number}`, body);
}

/** Its commits. */
export async function commitsPage(world: World, context: Context, pull: PullRequest): Promise<Response> {
  const shas = await pullCommits(pull);
  const rows: Html[] = [];
  for (const sha of shas) {
    const { message, author } = await requireCommit(pull.repository, sha);
    const account = accountByEmail(world.state, author.email);
    const told = world.state.verifications.get(sha)?.verified ? html`<span class="tag">Verified</span>` : "";
    rows.push(html`<div class="row">${avatar(account)}<span class="grow"><b>${message.split("\n")[0]}</b><br>
      <span class="muted">${account ? userLink(account) : author.name} · ${when(author.date)}</span></span>${told}
      <a class="mono" href="${pathOf(pull.repository)}/commit/${sha}">${sha.slice(0, 7)}</a></div>`);
  }
  return page(
    world,
    context,
    `Commits #${pull.number}`,
    html`${await pullHead(pull, "commits")}<div class="box">${rows}</div>`,
  );
}

/** Annotations of the latest check runs of the head. */
function notesOf(pull: PullRequest): Noted[] {
  return reportsOf(pull.repository, pull.head.sha).flatMap(({ run }) =>
    run ? run.annotations.map((annotation) => ({ run, annotation })) : [],
  );
}

/** Its diff, with annotations on the lines. */
export async function filesPage(world: World, context: Context, pull: PullRequest): Promise<Response> {
  const changes = await pullChanges(pull);
  const notes = notesOf(pull);
  const more = changes.length > mostFiles ? html`<p class="muted">${changes.length - mostFiles} more files.</p>` : "";
  const files = changes.slice(0, mostFiles).map((change) => fileDiff(change, notes));
  const body = html`${await pullHead(pull, "files")}${files}${more}`;
  return page(world, context, `Files #${pull.number}`, body, { wide: true });
}

/** What apps reported about its head. */
export async function checksPage(world: World, context: Context, pull: PullRequest): Promise<Response> {
  const base = `${pathOf(pull.repository)}/pull/${pull.number}`;
  const boxes = reportsOf(pull.repository, pull.head.sha).map(({ look, name, title, by, run, href }) => {
    const again = run
      ? html`<form method="post" action="${base}/rerequest"><input type="hidden" name="run" value="${run.id}"><button>Re-run</button></form>`
      : "";
    const head = html`<div class="head">${mark(look)}<span class="grow"><b>${href ? html`<a href="${href}">${name}</a>` : name}</b>
      <span class="muted">${title} · ${by}</span></span>${again}</div>`;
    if (!run) return html`<div class="box">${head}</div>`;
    return html`<div class="box">${head}<div class="body">${run.output.summary ? markdown(run.output.summary) : ""}
      ${run.annotations.map((annotation) => annotationBox({ run, annotation }))}</div></div>`;
  });
  const empty = html`<p class="muted">Nothing has been reported about ${pull.head.sha.slice(0, 7)}.</p>`;
  const body = html`${await pullHead(pull, "checks")}${errorOf(context)}${boxes.length > 0 ? boxes : empty}`;
  return page(world, context, `Checks #${pull.number}`, body);
}
