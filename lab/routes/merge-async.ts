import { randomUUID } from "node:crypto";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { optionalOneOf, optionalString } from "../http/input.ts";
import { ok } from "../http/reply.ts";
import { type AsyncMergeRequest, isCustom, mergeOrEnqueue } from "../pulls/merge-async.ts";
import { entryOf } from "../queue/leave.ts";
import { pullOf } from "./pulls.ts";

const access = { app: ["contents:write"], user: "write" } as const;
const methods = ["merge", "squash", "rebase"] as const;
const actions = ["default", "direct_merge", "merge_queue"] as const;

function readRequest({ body }: RepositoryCall): AsyncMergeRequest {
  const request = {
    method: optionalOneOf(body, "merge_method", methods),
    action: optionalOneOf(body, "merge_action", actions) ?? "default",
    title: optionalString(body, "commit_title"),
    message: optionalString(body, "commit_message"),
    sha: optionalString(body, "sha"),
  };
  if (request.action === "merge_queue" && isCustom(request)) {
    const named = "merge_method, commit_title, commit_message";
    throw new ApiError(422, `Custom merge params (${named}) are not supported with the merge_queue merge action.`);
  }
  return request;
}

/** What it is, when it needs no merging or cannot be merged whatever its rules say. */
function settledAlready(call: RepositoryCall) {
  const pull = pullOf(call);
  const failed = (message: string) => ({ status: 400, body: { status: "failed", details: { message } } });
  if (pull.merged) {
    return ok({ status: "merged", details: { message: "Pull request is already merged.", sha: pull.mergeCommitSha } });
  }
  if (pull.issue.state !== "open") return failed("Pull request is closed.");
  if (pull.draft) return failed("Pull request is a draft.");
  if (!entryOf(pull)) return null;
  return ok({ status: "enqueued", details: { message: "Pull request is already in the merge queue." } });
}

async function putMerge(call: RepositoryCall) {
  const request = readRequest(call);
  const settled = settledAlready(call);
  if (settled) return settled;
  const pull = pullOf(call);
  const sha = request.sha ?? pull.head.sha;
  const uuid = randomUUID();
  // The background is over at once: who asks for the result finds it.
  pull.asyncMerges.set(uuid, await mergeOrEnqueue(call.world, pull, call.actor, { ...request, sha }));
  const details = {
    message: "Merge request enqueued.",
    uuid,
    merge_method: request.method ?? "default",
    merge_action: request.action,
    expected_head_sha: sha,
  };
  return { status: 202, body: { status: "pending", details } };
}

/** https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request-asynchronously */
export function mergeAsyncRoutes(api: Api): void {
  api.repository("put", "/pulls/:number{[0-9]+}/merge-async", access, putMerge);
  api.repository("get", "/pulls/:number{[0-9]+}/merge-async/:uuid", access, (call) => {
    const result = pullOf(call).asyncMerges.get(call.params.uuid ?? "");
    if (!result) throw notFound();
    return ok(result);
  });
}
