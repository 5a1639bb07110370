import { membersOf } from "../organizations/teams.ts";
import type { Organization, Role, Team } from "../state/accounts.ts";
import type { World } from "../world.ts";
import { teamJson } from "./account.ts";
import { publicOrganizationJson } from "./organization.ts";

// Older names of roles, which `permission` still uses.
const permissionNames: Record<Role, string> = {
  none: "pull",
  read: "pull",
  triage: "triage",
  write: "push",
  maintain: "maintain",
  admin: "admin",
};

/** A role's name as teams say it. */
export function permissionName(role: Role): string {
  return permissionNames[role];
}

/** What a role may do, in the API's names. */
export function rolePermissionsJson(role: Role): Record<string, boolean> {
  const order: Role[] = ["read", "triage", "write", "maintain", "admin"];
  const names = ["pull", "triage", "push", "maintain", "admin"];
  return Object.fromEntries(names.map((name, index) => [name, order.indexOf(role) >= index]));
}

/** A team by itself (`team-full`). https://docs.github.com/en/rest/teams/teams#get-a-team-by-name */
export function fullTeamJson(world: World, organization: Organization, team: Team): Record<string, unknown> {
  return {
    ...teamJson(world, organization, team),
    members_count: membersOf(world.state, organization, team).length,
    repos_count: team.repositories.size,
    created_at: team.createdAt,
    updated_at: team.createdAt,
    organization: publicOrganizationJson(world, organization),
  };
}
