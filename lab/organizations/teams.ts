import { teamSimpleJson, userJson } from "../rest/account.ts";
import type { Account, Organization, Team } from "../state/accounts.ts";
import type { State } from "../state/state.ts";
import type { World } from "../world.ts";

/** A membership in a team, own or through a child team. */
export type TeamMember = { account: Account; role: "member" | "maintainer"; state: "active" | "pending" };

/** A team and the teams below it. */
export function* withChildren(organization: Organization, team: Team): Generator<Team> {
  yield team;
  for (const child of organization.teams.values()) {
    if (child.parentId === team.id) yield* withChildren(organization, child);
  }
}

/** The account of an id. Throws when there is none: callers hold ids of the state. */
export function accountOfId(state: State, id: number): Account {
  for (const account of state.accounts.values()) if (account.id === id) return account;
  throw new Error(`no account ${id}`);
}

/**
 * Everybody in a team, "the members of child teams" included; owners of the organization count as maintainers.
 * https://docs.github.com/en/rest/teams/members
 */
export function membersOf(state: State, organization: Organization, team: Team): TeamMember[] {
  const members = new Map<number, TeamMember>();
  for (const { members: own } of withChildren(organization, team)) {
    for (const [id, membership] of own) {
      if (members.has(id)) continue;
      const owner = organization.members.get(id) === "admin";
      const role = owner ? "maintainer" : membership.role;
      members.set(id, { account: accountOfId(state, id), role, state: membership.state });
    }
  }
  return [...members.values()];
}

/** A team as events show it, its parent inside. */
function eventTeamJson(world: World, organization: Organization, team: Team): Record<string, unknown> {
  const parent = [...organization.teams.values()].find(({ id }) => id === team.parentId);
  return {
    ...teamSimpleJson(world, organization, team),
    ...(parent && { parent: teamSimpleJson(world, organization, parent) }),
  };
}

/** Tells about a person who joined or left a team. https://docs.github.com/en/webhooks/webhook-events-and-payloads#membership */
export function emitMembership(
  world: World,
  organization: Organization,
  team: Team,
  action: "added" | "removed",
  people: { member: Account; sender: Account },
): void {
  const payload = {
    scope: "team",
    member: userJson(world, people.member),
    team: eventTeamJson(world, organization, team),
  };
  world.webhooks.emit({ event: "membership", action, organization, sender: people.sender, payload });
}

/** Tells about a team. https://docs.github.com/en/webhooks/webhook-events-and-payloads#team */
export function emitTeam(
  world: World,
  organization: Organization,
  team: Team,
  action: string,
  sender: Account,
  extra: Record<string, unknown> = {},
): void {
  const payload = { team: eventTeamJson(world, organization, team), ...extra };
  world.webhooks.emit({ event: "team", action, organization, sender, payload });
}
