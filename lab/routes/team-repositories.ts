import { accountOf } from "../auth/actor.ts";
import type { Api, OrganizationCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { optionalString } from "../http/input.ts";
import { noContent, ok, paged } from "../http/reply.ts";
import { emitTeam } from "../organizations/teams.ts";
import { teamJson } from "../rest/account.ts";
import { repositoryJson } from "../rest/repository.ts";
import { permissionName, rolePermissionsJson } from "../rest/team.ts";
import type { Role } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import { findRepository } from "../state/state.ts";
import { teamOf } from "./teams.ts";

const read = { app: ["members:read"], user: "read" } as const;
const write = { app: ["members:write", "administration:write"], user: "admin" } as const;

// Names of roles in requests. https://docs.github.com/en/rest/teams/teams#add-or-update-team-repository-permissions
const roleOfPermission: Record<string, Role> = {
  pull: "read",
  triage: "triage",
  push: "write",
  maintain: "maintain",
  admin: "admin",
};

/** The role a request names, the older words included. Throws 422. */
export function readRole(body: Record<string, unknown>, fallback: Role): Role {
  const asked = optionalString(body, "permission");
  if (asked === null) return fallback;
  const role = roleOfPermission[asked];
  if (!role) throw new ApiError(422, `Invalid permission '${asked}'.`);
  return role;
}

function repositoryOf({ world, params }: OrganizationCall): Repository {
  const repository = findRepository(world.state, params.owner ?? "", params.repo ?? "");
  if (!repository) throw notFound();
  return repository;
}

function list(call: OrganizationCall) {
  const { world } = call;
  const roles = teamOf(call).repositories;
  const held = [...world.state.repositories.values()].filter(({ id }) => roles.has(id));
  return paged(call, held, (repository) => heldJson(call, repository, roles.get(repository.id) ?? "none"));
}

function heldJson({ world }: OrganizationCall, repository: Repository, role: Role): Record<string, unknown> {
  return { ...repositoryJson(world, repository), permissions: rolePermissionsJson(role), role_name: role };
}

function put(call: OrganizationCall) {
  const { world, organization, actor, body } = call;
  const team = teamOf(call);
  const repository = repositoryOf(call);
  const known = team.repositories.has(repository.id);
  const role = readRole(body, "write");
  team.repositories.set(repository.id, role);
  if (!known) {
    const extra = { repository: heldJson(call, repository, role) };
    emitTeam(world, organization, team, "added_to_repository", accountOf(actor), extra);
  }
  return noContent();
}

function remove(call: OrganizationCall) {
  const { world, organization, actor } = call;
  const team = teamOf(call);
  const repository = repositoryOf(call);
  const role = team.repositories.get(repository.id);
  if (!role) throw notFound();
  team.repositories.delete(repository.id);
  const extra = { repository: heldJson(call, repository, role) };
  emitTeam(world, organization, team, "removed_from_repository", accountOf(actor), extra);
  return noContent();
}

/** Repositories of teams, teams of repositories. https://docs.github.com/en/rest/teams/teams#list-team-repositories */
export function teamRepositoryRoutes(api: Api): void {
  const path = "/teams/:slug/repos";
  api.organization("get", path, read, list);
  api.organization("put", `${path}/:owner/:repo`, write, put);
  api.organization("delete", `${path}/:owner/:repo`, write, remove);
  api.repository("get", "/teams", { app: ["administration:read"], user: "write" }, (call) => {
    const organization = call.world.state.organizations.get(call.repository.owner.login.toLowerCase());
    if (!organization) return ok([]);
    const teams = [...organization.teams.values()].filter(({ repositories }) => repositories.has(call.repository.id));
    return paged(call, teams, (team) => {
      const role = team.repositories.get(call.repository.id) ?? "none";
      const json = teamJson(call.world, organization, team);
      return { ...json, permission: permissionName(role), permissions: rolePermissionsJson(role) };
    });
  });
}
