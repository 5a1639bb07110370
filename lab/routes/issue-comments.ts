import { accountOf, appOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound, validationFailed } from "../http/errors.ts";
import { optionalString } from "../http/input.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { issueOf, mayTriage, readIssues, requireIssuePermission, writeIssues } from "../issues/access.ts";
import { emitComment } from "../issues/emit.ts";
import { issueCommentJson } from "../rest/issue-comment.ts";
import type { Issue, IssueComment } from "../state/issues.ts";
import { nextId } from "../state/state.ts";
import { now } from "../world.ts";

const mostCharacters = 65_536;

function readBody({ body }: RepositoryCall): string {
  const text = optionalString(body, "body");
  const refuse = (message: string) =>
    validationFailed([{ resource: "IssueComment", field: "data", code: "unprocessable", message }]);
  if (!text?.trim()) throw refuse("Body cannot be blank");
  if (text.length > mostCharacters) throw refuse(`Body is too long (maximum is ${mostCharacters} characters)`);
  return text;
}

/** A comment of the repository and its issue, by the comment's id in the path. Throws 404. */
export function commentOf(call: RepositoryCall, level: "read" | "write"): { issue: Issue; comment: IssueComment } {
  for (const issue of call.repository.issues.values()) {
    const comment = issue.comments.find(({ id }) => id === Number(call.params.id));
    if (!comment) continue;
    requireIssuePermission(call, issue, level);
    return { issue, comment };
  }
  throw notFound();
}

async function create(call: RepositoryCall) {
  const { world, repository, actor } = call;
  const issue = issueOf(call, "write");
  if (issue.locked && !mayTriage(call)) {
    throw new ApiError(403, "Unable to create comment because issue is locked.");
  }
  const instant = now();
  const comment: IssueComment = {
    id: nextId(world.state),
    issueNumber: issue.number,
    user: accountOf(actor),
    body: readBody(call),
    app: appOf(actor),
    reactions: [],
    createdAt: instant,
    updatedAt: instant,
  };
  issue.comments.push(comment);
  issue.updatedAt = instant;
  await emitComment(world, repository, { issue, comment }, "created", accountOf(actor));
  return created(await issueCommentJson(world, repository, issue, comment));
}

/** One's own comments, and others' with write access. An app may edit its own alone, as it has no role. */
function requireEditor(call: RepositoryCall, comment: IssueComment): void {
  const { actor } = call;
  const own = accountOf(actor).id === comment.user?.id;
  if (!own && (actor.kind !== "user" || !mayTriage(call))) {
    throw new ApiError(403, "Must have admin rights to Repository.");
  }
}

async function update(call: RepositoryCall) {
  const { world, repository, actor } = call;
  const { issue, comment } = commentOf(call, "write");
  requireEditor(call, comment);
  const from = comment.body;
  comment.body = readBody(call);
  comment.updatedAt = now();
  if (comment.body !== from) {
    const extra = { changes: { body: { from } } };
    await emitComment(world, repository, { issue, comment }, "edited", accountOf(actor), extra);
  }
  return ok(await issueCommentJson(world, repository, issue, comment));
}

async function remove(call: RepositoryCall) {
  const { world, repository, actor } = call;
  const { issue, comment } = commentOf(call, "write");
  requireEditor(call, comment);
  issue.comments = issue.comments.filter((other) => other !== comment);
  await emitComment(world, repository, { issue, comment }, "deleted", accountOf(actor));
  return noContent();
}

function since(call: RepositoryCall, comments: IssueComment[]): IssueComment[] {
  const instant = call.query.get("since");
  return instant ? comments.filter(({ updatedAt }) => Date.parse(updatedAt) >= Date.parse(instant)) : comments;
}

/** https://docs.github.com/en/rest/issues/comments */
export function issueCommentRoutes(api: Api): void {
  api.repository("get", "/issues/:number{[0-9]+}/comments", readIssues, (call) => {
    const issue = issueOf(call, "read");
    return paged(call, since(call, issue.comments), (comment) =>
      issueCommentJson(call.world, call.repository, issue, comment),
    );
  });
  api.repository("post", "/issues/:number{[0-9]+}/comments", writeIssues, create);
  api.repository("get", "/issues/comments", readIssues, (call) => {
    const all = [...call.repository.issues.values()].flatMap((issue) =>
      since(call, issue.comments).map((comment) => ({ issue, comment })),
    );
    return paged(call, all, ({ issue, comment }) => issueCommentJson(call.world, call.repository, issue, comment));
  });
  api.repository("get", "/issues/comments/:id{[0-9]+}", readIssues, async (call) => {
    const { issue, comment } = commentOf(call, "read");
    return ok(await issueCommentJson(call.world, call.repository, issue, comment));
  });
  api.repository("patch", "/issues/comments/:id{[0-9]+}", writeIssues, update);
  api.repository("delete", "/issues/comments/:id{[0-9]+}", writeIssues, remove);
}
