import { accountOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { invalidRequest, optionalOneOf } from "../http/input.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { issueOf, readIssues, writeIssues } from "../issues/access.ts";
import { reactionContents, reactionJson } from "../rest/reaction.ts";
import type { Issue, IssueComment, Reaction } from "../state/issues.ts";
import { nextId } from "../state/state.ts";
import { now } from "../world.ts";
import { commentOf } from "./issue-comments.ts";

type Subject = Pick<IssueComment | Issue, "reactions">;
type Find = (call: RepositoryCall, level: "read" | "write") => Subject;

function list(find: Find) {
  return (call: RepositoryCall) => {
    const content = call.query.get("content");
    const all = find(call, "read").reactions.filter((reaction) => content === null || reaction.content === content);
    return paged(call, all, (reaction) => reactionJson(call.world, reaction));
  };
}

/** "A response with an HTTP 200 status means that you already added the reaction type." */
function create(find: Find) {
  return (call: RepositoryCall) => {
    const { world, body, actor } = call;
    const subject = find(call, "write");
    const content = optionalOneOf(body, "content", reactionContents);
    if (!content) throw invalidRequest('"content" wasn\'t supplied.');
    const user = accountOf(actor);
    const known = subject.reactions.find((reaction) => reaction.user === user && reaction.content === content);
    if (known) return ok(reactionJson(world, known));
    const reaction: Reaction = { id: nextId(world.state), user, content, createdAt: now() };
    subject.reactions.push(reaction);
    return created(reactionJson(world, reaction));
  };
}

function remove(find: Find) {
  return (call: RepositoryCall) => {
    const subject = find(call, "write");
    const reaction = subject.reactions.find(({ id }) => id === Number(call.params.reaction));
    if (!reaction) throw notFound();
    if (reaction.user !== accountOf(call.actor)) throw new ApiError(403, "You can only delete your own reactions.");
    subject.reactions = subject.reactions.filter((other) => other !== reaction);
    return noContent();
  };
}

/** https://docs.github.com/en/rest/reactions/reactions */
export function reactionRoutes(api: Api): void {
  const subjects: Record<string, Find> = {
    "/issues/:number{[0-9]+}/reactions": (call, level) => issueOf(call, level),
    "/issues/comments/:id{[0-9]+}/reactions": (call, level) => commentOf(call, level).comment,
  };
  for (const [path, find] of Object.entries(subjects)) {
    api.repository("get", path, readIssues, list(find));
    api.repository("post", path, writeIssues, create(find));
    api.repository("delete", `${path}/:reaction{[0-9]+}`, writeIssues, remove(find));
  }
}
