import { randomBytes } from "node:crypto";
import { covers, hasPermission, reaches } from "../auth/access.ts";
import type { Api, Call } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { appJson, installationJson } from "../rest/app.ts";
import { permissionsJson, repositoryJson } from "../rest/repository.ts";
import type { Installation, Permissions } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";

const jwt = { app: "jwt", user: "read" } as const;

function ownInstallation(call: Call): Installation {
  const installation = call.world.state.installations.get(Number(call.params.id));
  if (call.actor.kind !== "app" || installation?.app !== call.actor.app) throw notFound();
  return installation;
}

function repositoriesOf(world: World, installation: Installation): Repository[] {
  return [...world.state.repositories.values()].filter((repository) => covers(installation, repository));
}

/** The permissions a token gets: those asked for, none beyond the installation's. */
function tokenPermissions(installation: Installation, asked: unknown): Permissions {
  const held: Permissions = { metadata: "read", ...installation.permissions };
  if (typeof asked !== "object" || asked === null) return held;
  const wanted = asked as Permissions;
  for (const [name, level] of Object.entries(wanted)) {
    if (!hasPermission(held, `${name}:${level}`)) {
      throw new ApiError(422, "The permissions requested are not granted to this installation.");
    }
  }
  return { metadata: "read", ...wanted };
}

function tokenRepositories(call: Call, installation: Installation): Repository[] | null {
  const { repositories: names, repository_ids: ids } = call.body;
  if (!Array.isArray(names) && !Array.isArray(ids)) return null;
  const reachable = repositoriesOf(call.world, installation);
  const chosen = reachable.filter(
    ({ id, name }) => (Array.isArray(names) && names.includes(name)) || (Array.isArray(ids) && ids.includes(id)),
  );
  const asked = (Array.isArray(names) ? names.length : 0) + (Array.isArray(ids) ? ids.length : 0);
  if (chosen.length < asked) {
    throw new ApiError(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  }
  return chosen;
}

function createToken(call: Call) {
  const installation = ownInstallation(call);
  if (installation.suspendedAt) throw new ApiError(403, "This installation has been suspended");
  const permissions = tokenPermissions(installation, call.body.permissions);
  const repositories = tokenRepositories(call, installation);
  const token = `ghs_${randomBytes(18).toString("hex")}`;
  const expiresAt = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`;
  const repositoryIds = repositories && new Set(repositories.map(({ id }) => id));
  call.world.state.installationTokens.set(token, { installation, permissions, repositoryIds, expiresAt });
  const selection = repositories || installation.repositories !== "all" ? "selected" : "all";
  return created({
    token,
    expires_at: expiresAt,
    permissions,
    repository_selection: selection,
    ...(repositories && { repositories: repositories.map((repository) => repositoryJson(call.world, repository)) }),
  });
}

function listRepositories(call: Call) {
  const { actor, world } = call;
  if (actor.kind !== "installation") throw new ApiError(403, "This endpoint requires an installation access token");
  const own = repositoriesOf(world, actor.installation).filter((repository) => reaches(actor, repository));
  const json = (repository: Repository) => ({
    ...repositoryJson(world, repository),
    permissions: permissionsJson(world, repository, actor),
  });
  const selection = actor.installation.repositories === "all" ? "all" : "selected";
  return paged(call, own, json, (repositories, total) => ({
    total_count: total,
    repository_selection: selection,
    repositories,
  }));
}

function revokeToken({ world, actor }: Call) {
  if (actor.kind !== "installation") throw new ApiError(403, "This endpoint requires an installation access token");
  for (const [value, token] of world.state.installationTokens) {
    if (token === actor.token) world.state.installationTokens.delete(value);
  }
  return noContent();
}

/** https://docs.github.com/en/rest/apps/apps and https://docs.github.com/en/rest/apps/installations */
export function appRoutes(api: Api): void {
  api.route("get", "/app", jwt, ({ world, actor }) => {
    if (actor.kind !== "app") throw notFound();
    const count = [...world.state.installations.values()].filter(({ app }) => app === actor.app).length;
    return ok({ ...appJson(world, actor.app), installations_count: count });
  });
  api.route("get", "/app/installations", jwt, (call) => {
    const all = [...call.world.state.installations.values()];
    const own = all.filter(({ app }) => call.actor.kind === "app" && app === call.actor.app);
    return paged(call, own, (installation) => installationJson(call.world, installation));
  });
  api.route("get", "/app/installations/:id", jwt, (call) => ok(installationJson(call.world, ownInstallation(call))));
  api.route("post", "/app/installations/:id/access_tokens", jwt, createToken);
  api.route("get", "/installation/repositories", { app: ["metadata:read"], user: "read" }, listRepositories);
  api.route("delete", "/installation/token", { app: ["metadata:read"], user: "read" }, revokeToken);
  api.repository("get", "/installation", jwt, ({ world, actor, repository }) => {
    const installation = [...world.state.installations.values()].find(
      (candidate) => actor.kind === "app" && candidate.app === actor.app && covers(candidate, repository),
    );
    if (!installation) throw notFound();
    return ok(installationJson(world, installation));
  });
  api.organization("get", "/installation", jwt, ({ world, actor, organization }) => {
    const installation = [...world.state.installations.values()].find(
      (candidate) => actor.kind === "app" && candidate.app === actor.app && candidate.account === organization.account,
    );
    if (!installation) throw notFound();
    return ok(installationJson(world, installation));
  });
}
