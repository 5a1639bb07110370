import { accountOf, appOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, validationFailed } from "../http/errors.ts";
import { optionalOneOf, optionalString } from "../http/input.ts";
import { created, paged } from "../http/reply.ts";
import { commitJson, requireCommit } from "../rest/commit.ts";
import { combinedStatusJson, commitStatusJson, simpleStatusJson } from "../rest/commit-status.ts";
import { fullName, repositoryUrl } from "../rest/repository.ts";
import type { CommitStatus } from "../state/checks.ts";
import { nextId } from "../state/state.ts";
import { now } from "../world.ts";
import { commitOfCall } from "./check-lists.ts";

const read = { app: ["statuses:read"], user: "read" } as const;
const states = ["error", "failure", "pending", "success"] as const;
// "There is a limit of 1000 statuses per sha and context within a repository."
const mostPerContext = 1000;

async function createStatus(call: RepositoryCall) {
  const { world, repository, body, params, actor } = call;
  const sha = params.sha ?? "";
  if (!(await repository.git.commit(sha))) throw new ApiError(422, `No commit found for SHA: ${sha}`);
  const state = optionalOneOf(body, "state", states);
  if (!state) throw validationFailed([{ resource: "Status", field: "state", code: "missing_field" }]);
  const description = optionalString(body, "description");
  if (description !== null && description.length > 140) {
    const message = "description is too long (maximum is 140 characters)";
    throw validationFailed([{ resource: "Status", field: "description", code: "custom", message }]);
  }
  const context = optionalString(body, "context") ?? "default";
  const alike = repository.statuses.filter((status) => status.sha === sha && status.context === context);
  if (alike.length >= mostPerContext) {
    const message = "This SHA and context has reached the maximum number of statuses.";
    throw validationFailed([{ resource: "Status", code: "custom", message }]);
  }
  const instant = now();
  const status: CommitStatus = {
    id: nextId(world.state),
    sha,
    state,
    context,
    description,
    targetUrl: optionalString(body, "target_url"),
    creator: accountOf(actor),
    app: appOf(actor),
    createdAt: instant,
    updatedAt: instant,
  };
  repository.statuses.push(status);
  await emitStatus(call, status);
  return created(commitStatusJson(world, repository, status));
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#status */
async function emitStatus({ world, repository }: RepositoryCall, status: CommitStatus): Promise<void> {
  const { sha, creator } = status;
  const heads = [...repository.git.refs].filter(([ref, tip]) => tip === sha && ref.startsWith("refs/heads/"));
  const branches = heads.slice(0, 10).map(([ref]) => {
    const name = ref.slice("refs/heads/".length);
    return {
      name,
      commit: { sha, url: `${repositoryUrl(world, repository)}/commits/${sha}` },
      protected: repository.protections.has(name),
    };
  });
  const { id, state, context, description, targetUrl, createdAt, updatedAt } = status;
  world.webhooks.emit({
    event: "status",
    action: null,
    repository,
    sender: creator,
    payload: {
      id,
      sha,
      name: fullName(repository),
      avatar_url: `${world.origin}/avatars/${creator.id}`,
      target_url: targetUrl,
      context,
      description,
      state,
      commit: commitJson(world, repository, await requireCommit(repository, sha)),
      branches,
      created_at: createdAt,
      updated_at: updatedAt,
    },
  });
}

function statusesOf({ repository }: RepositoryCall, sha: string): CommitStatus[] {
  return repository.statuses.filter((status) => status.sha === sha).toReversed();
}

async function combined(call: RepositoryCall) {
  const { world, repository } = call;
  const sha = await commitOfCall(call);
  const latest = new Map<string, CommitStatus>();
  for (const status of statusesOf(call, sha)) if (!latest.has(status.context)) latest.set(status.context, status);
  const statuses = [...latest.values()];
  return paged(
    call,
    statuses,
    (status) => simpleStatusJson(world, repository, status),
    (page) => ({ ...combinedStatusJson(world, repository, sha, statuses), statuses: page }),
  );
}

/** https://docs.github.com/en/rest/commits/statuses */
export function statusRoutes(api: Api): void {
  api.repository("post", "/statuses/:sha", { app: ["statuses:write"], user: "write" }, createStatus);
  api.repository("get", "/commits/:ref{.+}/status", read, combined);
  api.repository("get", "/commits/:ref{.+}/statuses", read, async (call) =>
    paged(call, statusesOf(call, await commitOfCall(call)), (status) =>
      commitStatusJson(call.world, call.repository, status),
    ),
  );
}
