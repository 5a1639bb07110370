import { addTimelineEvent } from "../actions/timeline.ts";
import { accountOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound, validationFailed } from "../http/errors.ts";
import { optionalOneOf, optionalString, stringList } from "../http/input.ts";
import { created, ok, paged } from "../http/reply.ts";
import { issueOf, mayTriage, readIssues, writeIssues } from "../issues/access.ts";
import { emitIssue } from "../issues/emit.ts";
import { putLabels, takeLabel } from "../issues/labels.ts";
import { nextNumber } from "../pulls/create.ts";
import { editPull } from "../pulls/edit.ts";
import { fullIssueJson, issueJson, issueUrl } from "../rest/issue.ts";
import type { Issue } from "../state/issues.ts";
import { nextId } from "../state/state.ts";
import { now } from "../world.ts";

function list(call: RepositoryCall) {
  const { repository, query, world } = call;
  const state = query.get("state") ?? "open";
  const labels = (query.get("labels") ?? "").split(",").filter(Boolean);
  const since = query.get("since");
  const issues = [...repository.issues.values()].filter(
    (issue) =>
      (state === "all" || issue.state === state) &&
      (!query.get("creator") || issue.user?.login === query.get("creator")) &&
      labels.every((name) => issue.labels.some((held) => held.toLowerCase() === name.toLowerCase())) &&
      (!since || Date.parse(issue.updatedAt) >= Date.parse(since)),
  );
  const key = (issue: Issue) => (query.get("sort") === "updated" ? Date.parse(issue.updatedAt) : issue.number);
  const sign = query.get("direction") === "asc" ? 1 : -1;
  issues.sort((a, b) => sign * (key(a) - key(b)));
  return paged(call, issues, (issue) => issueJson(world, repository, issue));
}

async function create(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  // https://docs.github.com/en/rest/issues/issues#create-an-issue: "If issues are disabled in the repository, the API returns a 410 Gone status."
  if (!repository.settings.hasIssues) throw new ApiError(410, "Issues are disabled for this repo");
  const user = accountOf(actor);
  const title = optionalString(body, "title");
  if (!title) throw validationFailed([{ resource: "Issue", field: "title", code: "missing_field" }]);
  const instant = now();
  const issue: Issue = {
    id: nextId(world.state),
    number: nextNumber(repository),
    user,
    title,
    body: optionalString(body, "body"),
    state: "open",
    stateReason: null,
    locked: false,
    labels: [],
    assignees: [],
    comments: [],
    reactions: [],
    timeline: [],
    isPullRequest: false,
    createdAt: instant,
    updatedAt: instant,
    closedAt: null,
    closedBy: null,
  };
  repository.issues.set(issue.number, issue);
  await emitIssue(world, repository, issue, "opened", user);
  // "Labels are silently dropped" for those without push access.
  if (body.labels !== undefined && mayTriage(call)) {
    await putLabels(world, repository, issue, labelNames(body.labels), user);
  }
  const json = await fullIssueJson(world, repository, issue);
  return { ...created(json), headers: { location: issueUrl(world, repository, issue) } };
}

/** Names of labels, given as strings or objects. */
export function labelNames(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return stringList(
    list.map((item) => (typeof item === "object" && item !== null ? (item as { name?: unknown }).name : item)),
    "labels",
  );
}

async function update(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  const issue = issueOf(call, "write");
  const user = accountOf(actor);
  if (user.id !== issue.user?.id && !mayTriage(call)) throw notFound();
  const pull = repository.pulls.get(issue.number);
  if (pull) {
    const { title, body: text, state } = body;
    await editPull(world, pull, user, { title, ...(text !== undefined && { body: text }), state });
  } else {
    await editText(call, issue);
    await setState(call, issue);
  }
  if (body.labels !== undefined && mayTriage(call)) await replaceLabels(call, issue, labelNames(body.labels));
  return ok(await fullIssueJson(world, repository, issue));
}

async function editText({ world, repository, body, actor }: RepositoryCall, issue: Issue): Promise<void> {
  const changes: Record<string, { from: string }> = {};
  const title = optionalString(body, "title");
  if (title && title !== issue.title) {
    changes.title = { from: issue.title };
    addTimelineEvent(world, issue, "renamed", accountOf(actor), { rename: { from: issue.title, to: title } });
    issue.title = title;
  }
  if (body.body !== undefined && body.body !== issue.body) {
    changes.body = { from: issue.body ?? "" };
    issue.body = optionalString(body, "body");
  }
  if (Object.keys(changes).length === 0) return;
  issue.updatedAt = now();
  await emitIssue(world, repository, issue, "edited", accountOf(actor), { changes });
}

async function setState({ world, repository, body, actor }: RepositoryCall, issue: Issue): Promise<void> {
  const state = optionalOneOf(body, "state", ["open", "closed"] as const);
  if (!state || state === issue.state) return;
  const user = accountOf(actor);
  const reason = optionalOneOf(body, "state_reason", ["completed", "not_planned", "reopened"] as const);
  issue.state = state;
  issue.stateReason = state === "closed" ? (reason ?? "completed") : "reopened";
  issue.closedAt = state === "closed" ? now() : null;
  issue.closedBy = state === "closed" ? user : null;
  const event = state === "closed" ? "closed" : "reopened";
  addTimelineEvent(world, issue, event, user, { state_reason: issue.stateReason });
  await emitIssue(world, repository, issue, event, user);
}

/** Makes the labels exactly these. */
export async function replaceLabels(call: RepositoryCall, issue: Issue, names: string[]): Promise<void> {
  const { world, repository, actor } = call;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  for (const name of [...issue.labels]) {
    const label = repository.labels.get(name.toLowerCase());
    if (label && !wanted.has(name.toLowerCase())) await takeLabel(world, repository, issue, label, accountOf(actor));
  }
  await putLabels(world, repository, issue, names, accountOf(actor));
}

/** https://docs.github.com/en/rest/issues/issues */
export function issueRoutes(api: Api): void {
  api.repository("get", "/issues", { app: ["issues:read"], user: "read" }, list);
  api.repository("post", "/issues", { app: ["issues:write"], user: "read" }, create);
  api.repository("get", "/issues/:number{[0-9]+}", readIssues, async (call) =>
    ok(await fullIssueJson(call.world, call.repository, issueOf(call, "read"))),
  );
  api.repository("patch", "/issues/:number{[0-9]+}", writeIssues, update);
}
