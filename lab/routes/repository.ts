import { accountOf } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import { runGit } from "../git/run.ts";
import type { Api, Call, RepositoryCall } from "../http/api.ts";
import { ApiError, validationFailed } from "../http/errors.ts";
import { optionalString, requiredString } from "../http/input.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { closePull } from "../pulls/close.ts";
import { fullName, fullRepositoryJson, repositoryJson } from "../rest/repository.ts";
import { createRepository } from "../seed/repository.ts";
import type { Repository } from "../state/repository.ts";
import { findRepository } from "../state/state.ts";
import { now } from "../world.ts";

// Settings that the API names and the lab keeps.
const settings = {
  allow_merge_commit: "allowMergeCommit",
  allow_squash_merge: "allowSquashMerge",
  allow_rebase_merge: "allowRebaseMerge",
  allow_auto_merge: "allowAutoMerge",
  delete_branch_on_merge: "deleteBranchOnMerge",
  allow_update_branch: "allowUpdateBranch",
  has_issues: "hasIssues",
} as const;

function applySettings(repository: Repository, body: Record<string, unknown>): void {
  for (const [name, key] of Object.entries(settings)) {
    const value = body[name];
    if (typeof value === "boolean") repository.settings[key] = value;
  }
}

async function create(call: Call, owner: string) {
  const { world, body, actor } = call;
  const name = requiredString(body, "name");
  if (findRepository(world.state, owner, name)) {
    const message = "name already exists on this account";
    throw validationFailed([{ resource: "Repository", field: "name", code: "custom", message }]);
  }
  const description = optionalString(body, "description");
  const repository = await createRepository(world, `${owner}/${name}`, {
    private: body.private === true || body.visibility === "private",
    ...(description !== null && { description }),
  });
  applySettings(repository, body);
  world.webhooks.emit({ event: "repository", action: "created", repository, sender: accountOf(actor), payload: {} });
  return created(fullRepositoryJson(world, repository, actor));
}

async function setDefaultBranch(repository: Repository, branch: string): Promise<void> {
  if (!repository.git.refs.has(`refs/heads/${branch}`)) {
    const message = `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.`;
    throw validationFailed([{ resource: "Repository", field: "default_branch", code: "invalid", message }]);
  }
  await runGit(["symbolic-ref", "HEAD", `refs/heads/${branch}`], { cwd: repository.git.directory });
  repository.defaultBranch = branch;
}

/** https://docs.github.com/en/rest/repos/repos#update-a-repository */
async function update({ world, repository, body, actor }: RepositoryCall) {
  const before = { branch: repository.defaultBranch, private: repository.private, archived: repository.archived };
  const branch = optionalString(body, "default_branch");
  if (branch !== null) await setDefaultBranch(repository, branch);
  if (body.description !== undefined) repository.description = optionalString(body, "description");
  if (typeof body.private === "boolean") repository.private = body.private;
  if (typeof body.archived === "boolean") repository.archived = body.archived;
  applySettings(repository, body);
  repository.updatedAt = now();
  const tell = (action: string, payload: Record<string, unknown> = {}) =>
    world.webhooks.emit({ event: "repository", action, repository, sender: accountOf(actor), payload });
  if (repository.defaultBranch !== before.branch)
    tell("edited", { changes: { default_branch: { from: before.branch } } });
  if (repository.private !== before.private) tell(repository.private ? "privatized" : "publicized");
  if (repository.archived !== before.archived) tell(repository.archived ? "archived" : "unarchived");
  return ok(fullRepositoryJson(world, repository, actor));
}

/** Deletes a repository; pull requests from it stay, without a head repository, and are closed. */
async function remove({ world, repository, actor }: RepositoryCall) {
  const sender = accountOf(actor);
  world.webhooks.emit({ event: "repository", action: "deleted", repository, sender, payload: {} });
  world.state.repositories.delete(fullName(repository).toLowerCase());
  for (const other of world.state.repositories.values()) {
    for (const pull of other.pulls.values()) {
      if (pull.head.repository !== repository) continue;
      pull.head.repository = null;
      if (pull.issue.state === "open") await closePull(world, pull, sender);
    }
  }
  // Forks keep working: the objects they share stay on disk until the lab closes.
  repository.git.close();
  return noContent();
}

function visible(call: Call, repository: Repository): boolean {
  const { actor, world } = call;
  if (!repository.private) return true;
  if (actor.kind === "user") return atLeast(roleOf(world.state, repository, actor.user), "read");
  return actor.kind === "installation" && actor.installation.account.id === repository.owner.id;
}

/** https://docs.github.com/en/rest/repos/repos */
export function repositoryRoutes(api: Api): void {
  api.repository("get", "", { app: ["metadata:read"], user: "read" }, ({ world, repository, actor }) =>
    ok(fullRepositoryJson(world, repository, actor)),
  );
  api.repository("patch", "", { app: ["administration:write"], user: "admin" }, update);
  api.repository("delete", "", { app: ["administration:write"], user: "admin" }, remove);
  api.route("post", "/user/repos", { app: "none", user: "read" }, (call) => create(call, accountOf(call.actor).login));
  api.organization("post", "/repos", { app: ["administration:write"], user: "read" }, (call) =>
    create(call, call.organization.account.login),
  );
  api.organization("get", "/repos", { app: "any", user: "read" }, (call) => {
    const all = [...call.world.state.repositories.values()];
    const own = all.filter(({ owner }) => owner.id === call.organization.account.id);
    return paged(
      call,
      own.filter((repository) => visible(call, repository)),
      (repository) => repositoryJson(call.world, repository),
    );
  });
  api.route("get", "/user/repos", { app: "none", user: "read" }, (call) => {
    const { actor, world } = call;
    if (actor.kind !== "user") throw new ApiError(401, "Requires authentication");
    const own = [...world.state.repositories.values()].filter((repository) => {
      const role = roleOf(world.state, repository, actor.user);
      return repository.private ? role !== "none" : atLeast(role, "triage");
    });
    return paged(call, own, (repository) => repositoryJson(world, repository));
  });
}
