import { accountOf } from "../auth/actor.ts";
import type { Api, OrganizationCall } from "../http/api.ts";
import { ApiError, notFound, validationFailed } from "../http/errors.ts";
import { optionalOneOf, optionalString, requiredString } from "../http/input.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { emitMembership, emitTeam, membersOf, withChildren } from "../organizations/teams.ts";
import { teamJson, userJson } from "../rest/account.ts";
import { fullTeamJson } from "../rest/team.ts";
import type { Team } from "../state/accounts.ts";
import { nextId } from "../state/state.ts";
import { now } from "../world.ts";
import { accountOfPath } from "./organizations.ts";

const read = { app: ["members:read"], user: "read" } as const;
const write = { app: ["members:write"], user: "read" } as const;

/** Secret teams are seen by their members and the owners. https://docs.github.com/en/organizations/organizing-members-into-teams/about-teams#team-visibility */
function sees({ actor, organization }: OrganizationCall, team: Team): boolean {
  if (team.privacy === "closed" || actor.kind !== "user") return true;
  if (organization.members.get(actor.user.id) === "admin") return true;
  return [...withChildren(organization, team)].some(({ members }) => members.has(actor.user.id));
}

/** The team a path names. Throws 404. */
export function teamOf(call: OrganizationCall): Team {
  const team = call.organization.teams.get(call.params.slug ?? "");
  if (!team || !sees(call, team)) throw notFound();
  return team;
}

/** Owners, the team's maintainers, and apps with the permission change a team. Throws 403. */
function requireMaintainer({ actor, organization }: OrganizationCall, team: Team): void {
  if (actor.kind !== "user") return;
  if (organization.members.get(actor.user.id) === "admin") return;
  if (team.members.get(actor.user.id)?.role === "maintainer") return;
  throw new ApiError(403, "Must be an organization owner or a maintainer of the team.");
}

function createTeam(call: OrganizationCall) {
  const { world, organization, body, actor } = call;
  const name = requiredString(body, "name");
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  if (organization.teams.has(slug)) {
    throw validationFailed([{ resource: "Team", field: "name", code: "already_exists" }]);
  }
  const parentId = typeof body.parent_team_id === "number" ? body.parent_team_id : null;
  const team: Team = {
    id: nextId(world.state),
    organizationId: organization.account.id,
    name,
    slug,
    description: optionalString(body, "description"),
    privacy: optionalOneOf(body, "privacy", ["secret", "closed"] as const) ?? (parentId ? "closed" : "secret"),
    parentId,
    members: new Map(),
    repositories: new Map(),
    createdAt: now(),
  };
  // "When you create a new team, you automatically become a team maintainer."
  if (actor.kind === "user") team.members.set(actor.user.id, { role: "maintainer", state: "active" });
  organization.teams.set(slug, team);
  emitTeam(world, organization, team, "created", accountOf(actor));
  return created(fullTeamJson(world, organization, team));
}

function updateTeam(call: OrganizationCall) {
  const { world, organization, body, actor } = call;
  const team = teamOf(call);
  requireMaintainer(call, team);
  const description = optionalString(body, "description") ?? team.description;
  const privacy = optionalOneOf(body, "privacy", ["secret", "closed"] as const) ?? team.privacy;
  const changes = {
    ...(description !== team.description && { description: { from: team.description ?? "" } }),
    ...(privacy !== team.privacy && { privacy: { from: team.privacy } }),
  };
  Object.assign(team, { description, privacy });
  if (body.parent_team_id !== undefined) team.parentId = (body.parent_team_id as number | null) ?? null;
  emitTeam(world, organization, team, "edited", accountOf(actor), { changes });
  return ok(fullTeamJson(world, organization, team));
}

function deleteTeam(call: OrganizationCall) {
  const { world, organization, actor } = call;
  const team = teamOf(call);
  requireMaintainer(call, team);
  // "If you are deleting a parent team, all of its child teams will be deleted as well."
  for (const below of [...withChildren(organization, team)]) {
    organization.teams.delete(below.slug);
    emitTeam(world, organization, below, "deleted", accountOf(actor));
  }
  return noContent();
}

function membershipJson({ world, organization }: OrganizationCall, team: Team, login: string, member: object) {
  return {
    ...member,
    url: `${world.api}/orgs/${organization.account.login}/teams/${team.slug}/memberships/${login}`,
  };
}

function getMembership(call: OrganizationCall) {
  const { world, organization } = call;
  const team = teamOf(call);
  const account = accountOfPath(call);
  const member = membersOf(world.state, organization, team).find((one) => one.account === account);
  if (!member) throw notFound();
  return ok(membershipJson(call, team, account.login, { role: member.role, state: member.state }));
}

/** Adds a person to a team; one who is no member of the organization is invited and pending. */
function putMembership(call: OrganizationCall) {
  const { world, organization, body, actor } = call;
  const team = teamOf(call);
  requireMaintainer(call, team);
  const account = accountOfPath(call);
  if (account.type !== "User") throw new ApiError(422, "Cannot add an organization as a member.");
  const role = optionalOneOf(body, "role", ["member", "maintainer"] as const) ?? "member";
  const state = organization.members.has(account.id) ? "active" : "pending";
  const fresh = !team.members.has(account.id);
  team.members.set(account.id, { role, state });
  if (state === "pending") organization.invitations.set(account.id, "member");
  else if (fresh) emitMembership(world, organization, team, "added", { member: account, sender: accountOf(actor) });
  return ok(membershipJson(call, team, account.login, { role, state }));
}

function deleteMembership(call: OrganizationCall) {
  const { world, organization, actor } = call;
  const team = teamOf(call);
  const account = accountOfPath(call);
  if (actor.kind !== "user" || actor.user !== account) requireMaintainer(call, team);
  if (!team.members.delete(account.id)) throw notFound();
  emitMembership(world, organization, team, "removed", { member: account, sender: accountOf(actor) });
  return noContent();
}

function listMembers(call: OrganizationCall) {
  const { world, organization, query } = call;
  const role = query.get("role") ?? "all";
  const members = membersOf(world.state, organization, teamOf(call)).filter(
    (member) => member.state === "active" && (role === "all" || member.role === role),
  );
  return paged(call, members, ({ account }) => userJson(world, account));
}

/** https://docs.github.com/en/rest/teams/teams and https://docs.github.com/en/rest/teams/members */
export function teamRoutes(api: Api): void {
  const path = "/teams/:slug";
  api.organization("get", "/teams", read, (call) => {
    const teams = [...call.organization.teams.values()].filter((team) => sees(call, team));
    return paged(call, teams, (team) => teamJson(call.world, call.organization, team));
  });
  api.organization("post", "/teams", write, createTeam);
  api.organization("get", path, read, (call) => ok(fullTeamJson(call.world, call.organization, teamOf(call))));
  api.organization("patch", path, write, updateTeam);
  api.organization("delete", path, write, deleteTeam);
  api.organization("get", `${path}/teams`, read, (call) => {
    const team = teamOf(call);
    const children = [...call.organization.teams.values()].filter(({ parentId }) => parentId === team.id);
    return paged(call, children, (child) => teamJson(call.world, call.organization, child));
  });
  api.organization("get", `${path}/members`, read, listMembers);
  api.organization("get", `${path}/memberships/:username`, read, getMembership);
  api.organization("put", `${path}/memberships/:username`, write, putMembership);
  api.organization("delete", `${path}/memberships/:username`, write, deleteMembership);
}
