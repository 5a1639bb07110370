import { accountOf } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { optionalString } from "../http/input.ts";
import { noContent, ok } from "../http/reply.ts";
import { enqueuePull } from "../queue/enqueue.ts";
import { judgeEntry } from "../queue/entry-state.ts";
import { entryOf, leaveQueue } from "../queue/leave.ts";
import { queueSettings } from "../queue/settings.ts";
import { pullOf } from "./pulls.ts";

// github.com lets people do it on its pages and apps by GraphQL or `merge-async`.
const write = { app: "none", user: "write" } as const;

function listQueue({ world, repository, params }: RepositoryCall) {
  const branch = params.branch ?? "";
  const settings = queueSettings(world.state, repository, branch);
  if (!settings) throw notFound();
  const entries = repository.queues.get(branch)?.entries ?? [];
  return ok(
    entries.map((entry, index) => ({
      position: index + 1,
      number: entry.pull.number,
      state: judgeEntry(world, entry, settings).state,
      enqueuer: entry.enqueuer.login,
      head_ref: entry.group?.ref ?? null,
      head_sha: entry.group?.headSha ?? null,
      base_sha: entry.group?.baseSha ?? null,
    })),
  );
}

async function enqueue(call: RepositoryCall) {
  const { world, repository, actor, body } = call;
  const user = accountOf(actor);
  const jump = body.jump === true;
  if (jump && !atLeast(roleOf(world.state, repository, user), "admin")) {
    throw new ApiError(403, "Must have admin rights to Repository.");
  }
  await enqueuePull(world, pullOf(call), user, { headSha: optionalString(body, "expected_head_sha"), jump });
  return noContent();
}

function dequeue(call: RepositoryCall) {
  const pull = pullOf(call);
  if (!entryOf(pull)) throw new ApiError(422, "Pull request is not in the queue");
  leaveQueue(pull, "MANUAL", accountOf(call.actor));
  return noContent();
}

/** What GitHub has no REST endpoint for: https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/merging-a-pull-request-with-a-merge-queue */
export function mergeQueueRoutes(api: Api): void {
  api.repository("get", "/_lab/merge-queues/:branch{.+}", { app: "none", user: "read" }, listQueue);
  api.repository("put", "/_lab/pulls/:number{[0-9]+}/queue", write, enqueue);
  api.repository("delete", "/_lab/pulls/:number{[0-9]+}/queue", write, dequeue);
}
