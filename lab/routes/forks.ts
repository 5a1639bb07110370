import { accountOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { paged } from "../http/reply.ts";
import { fullRepositoryJson, repositoryJson } from "../rest/repository.ts";
import { createRepository } from "../seed/repository.ts";
import { findRepository } from "../state/state.ts";

/** https://docs.github.com/en/rest/repos/forks#create-a-fork */
async function createFork(call: RepositoryCall) {
  const { world, repository, actor, body } = call;
  const user = accountOf(actor);
  const owner = typeof body.organization === "string" ? body.organization : user.login;
  const organization = world.state.organizations.get(owner.toLowerCase());
  if (typeof body.organization === "string" && !organization?.members.has(user.id)) throw notFound();
  const name = typeof body.name === "string" ? body.name : repository.name;
  const existing = findRepository(world.state, owner, name);
  if (existing?.parent === repository) return { status: 202, body: fullRepositoryJson(world, existing, actor) };
  if (existing) throw new ApiError(422, "Repository creation failed.");
  const fork = await createRepository(world, `${owner}/${name}`, {
    parent: repository,
    private: repository.private,
    ...(repository.description !== null && { description: repository.description }),
  });
  const branches = [...repository.git.refs].filter(([ref]) => /^refs\/(heads|tags)\//.test(ref));
  const wanted = body.default_branch_only === true ? `refs/heads/${repository.defaultBranch}` : null;
  await fork.git.updateRefs(branches.filter(([ref]) => !wanted || ref === wanted).map(([ref, sha]) => ({ ref, sha })));
  world.webhooks.emit({
    event: "fork",
    action: null,
    repository,
    sender: user,
    payload: { forkee: { ...repositoryJson(world, fork), public: !fork.private } },
  });
  return { status: 202, body: fullRepositoryJson(world, fork, actor) };
}

/** https://docs.github.com/en/rest/repos/forks */
export function forkRoutes(api: Api): void {
  api.repository("get", "/forks", { app: ["metadata:read"], user: "read" }, (call) => {
    const forks = [...call.world.state.repositories.values()].filter(({ parent }) => parent === call.repository);
    return paged(call, forks, (fork) => repositoryJson(call.world, fork));
  });
  api.repository("post", "/forks", { app: ["administration:write"], user: "read" }, createFork);
}
