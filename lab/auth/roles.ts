import { type Account, type Role, roles, type Team } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { State } from "../state/state.ts";

/** Whether a role is at least another. */
export function atLeast(role: Role, wanted: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(wanted);
}

function stronger(a: Role, b: Role): Role {
  return atLeast(a, b) ? a : b;
}

/** A team and the teams above it: a child inherits its parents' access. */
function* withParents(teams: Iterable<Team>, team: Team): Generator<Team> {
  yield team;
  for (const candidate of teams) {
    if (candidate.id === team.parentId) yield* withParents(teams, candidate);
  }
}

/**
 * The highest role a person has: owner, direct, through teams, base permission. Public repositories give everybody `read`.
 * https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization
 */
export function roleOf(state: State, repository: Repository, user: Account): Role {
  let role: Role = repository.private ? "none" : "read";
  if (repository.owner.id === user.id || user.siteAdmin) return "admin";
  role = stronger(role, repository.collaborators.get(user.id) ?? "none");
  const organization = state.organizations.get(repository.owner.login.toLowerCase());
  const membership = organization?.members.get(user.id);
  if (!organization || !membership) return role;
  if (membership === "admin") return "admin";
  role = stronger(role, organization.basePermission);
  const teams = [...organization.teams.values()];
  for (const team of teams) {
    if (team.members.get(user.id)?.state !== "active") continue;
    for (const granting of withParents(teams, team))
      role = stronger(role, granting.repositories.get(repository.id) ?? "none");
  }
  return role;
}
