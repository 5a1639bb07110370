import { accountOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { notFound, validationFailed } from "../http/errors.ts";
import { optionalString, requiredString } from "../http/input.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { issueOf, readIssues, requireTriage, writeIssues } from "../issues/access.ts";
import { addLabel, emitLabel, putLabels, takeLabel } from "../issues/labels.ts";
import { labelJson } from "../rest/label.ts";
import type { Issue, Label } from "../state/issues.ts";
import { labelNames, replaceLabels } from "./issues.ts";

const edit = { app: ["issues:write", "pull_requests:write"], user: "write" } as const;

function labelOf({ repository, params }: RepositoryCall): Label {
  const label = repository.labels.get((params.name ?? "").toLowerCase());
  if (!label) throw notFound();
  return label;
}

function create({ world, repository, body, actor }: RepositoryCall) {
  const name = requiredString(body, "name");
  if (repository.labels.has(name.toLowerCase())) {
    throw validationFailed([{ resource: "Label", field: "name", code: "already_exists" }]);
  }
  const color = (optionalString(body, "color") ?? "ededed").replace(/^#/, "");
  const label = addLabel(world, repository, { name, color, description: optionalString(body, "description") });
  emitLabel(world, repository, label, "created", accountOf(actor));
  return created(labelJson(world, repository, label));
}

function update(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  const label = labelOf(call);
  const name = optionalString(body, "new_name") ?? optionalString(body, "name") ?? label.name;
  const color = optionalString(body, "color")?.replace(/^#/, "") ?? label.color;
  const description = body.description === undefined ? label.description : optionalString(body, "description");
  const changes = {
    ...(name !== label.name && { name: { from: label.name } }),
    ...(color !== label.color && { color: { from: label.color } }),
    ...(description !== label.description && { description: { from: label.description ?? "" } }),
  };
  repository.labels.delete(label.name.toLowerCase());
  for (const issue of repository.issues.values()) {
    issue.labels = issue.labels.map((held) => (held === label.name ? name : held));
  }
  Object.assign(label, { name, color, description });
  repository.labels.set(name.toLowerCase(), label);
  emitLabel(world, repository, label, "edited", accountOf(actor), { changes });
  return ok(labelJson(world, repository, label));
}

function remove(call: RepositoryCall) {
  const { world, repository, actor } = call;
  const label = labelOf(call);
  repository.labels.delete(label.name.toLowerCase());
  for (const issue of repository.issues.values()) issue.labels = issue.labels.filter((held) => held !== label.name);
  emitLabel(world, repository, label, "deleted", accountOf(actor));
  return noContent();
}

function held({ world, repository }: RepositoryCall, issue: Issue): Record<string, unknown>[] {
  return issue.labels.flatMap((name) => {
    const label = repository.labels.get(name.toLowerCase());
    return label ? [labelJson(world, repository, label)] : [];
  });
}

/** What `POST` and `PUT` take: `{"labels": […]}` or a bare list. */
function givenNames({ body }: RepositoryCall): string[] {
  return labelNames(body.items ?? body.labels ?? []);
}

/** https://docs.github.com/en/rest/issues/labels */
export function labelRoutes(api: Api): void {
  const path = "/issues/:number{[0-9]+}/labels";
  api.repository("get", "/labels", readIssues, (call) =>
    paged(call, [...call.repository.labels.values()], (label) => labelJson(call.world, call.repository, label)),
  );
  api.repository("post", "/labels", edit, create);
  api.repository("get", "/labels/:name{.+}", readIssues, (call) =>
    ok(labelJson(call.world, call.repository, labelOf(call))),
  );
  api.repository("patch", "/labels/:name{.+}", edit, update);
  api.repository("delete", "/labels/:name{.+}", edit, remove);
  api.repository("get", path, readIssues, (call) => paged(call, held(call, issueOf(call, "read")), (label) => label));
  api.repository("post", path, writeIssues, async (call) => {
    const issue = issueOf(call, "write");
    requireTriage(call);
    await putLabels(call.world, call.repository, issue, givenNames(call), accountOf(call.actor));
    return ok(held(call, issue));
  });
  api.repository("put", path, writeIssues, async (call) => {
    const issue = issueOf(call, "write");
    requireTriage(call);
    await replaceLabels(call, issue, givenNames(call));
    return ok(held(call, issue));
  });
  api.repository("delete", path, writeIssues, async (call) => {
    const issue = issueOf(call, "write");
    requireTriage(call);
    await replaceLabels(call, issue, []);
    return noContent();
  });
  api.repository("delete", `${path}/:name{.+}`, writeIssues, async (call) => {
    const issue = issueOf(call, "write");
    requireTriage(call);
    const label = labelOf(call);
    if (!issue.labels.includes(label.name)) throw notFound();
    await takeLabel(call.world, call.repository, issue, label, accountOf(call.actor));
    return ok(held(call, issue));
  });
}
