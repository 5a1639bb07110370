import { hasPermission } from "../auth/access.ts";
import { type Actor, accountOf } from "../auth/actor.ts";
import type { Api, OrganizationCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { optionalOneOf } from "../http/input.ts";
import { noContent, ok, paged } from "../http/reply.ts";
import { acceptInvitation, removeMember } from "../organizations/members.ts";
import { accountOfId } from "../organizations/teams.ts";
import { userJson } from "../rest/account.ts";
import { fullOrganizationJson, organizationMembershipJson, publicOrganizationJson } from "../rest/organization.ts";
import type { Account, Organization } from "../state/accounts.ts";
import { findAccount } from "../state/state.ts";

const read = { app: ["members:read"], user: "read" } as const;
const write = { app: ["members:write"], user: "admin" } as const;

/** "You need to be an organization owner", or an app with the organization administration permission. */
function seesSettings(organization: Organization, actor: Actor): boolean {
  if (actor.kind === "user") return organization.members.get(actor.user.id) === "admin";
  if (actor.kind !== "installation" || actor.installation.account.id !== organization.account.id) return false;
  return hasPermission(actor.token.permissions, "organization_administration:read");
}

/** The account a path names. Throws 404. */
export function accountOfPath({ world, params }: OrganizationCall): Account {
  const account = findAccount(world.state, params.username ?? "");
  if (!account) throw notFound();
  return account;
}

function listMembers(call: OrganizationCall) {
  const { world, organization, query, actor } = call;
  const role = query.get("role") ?? "all";
  const filter = query.get("filter") ?? "all";
  if (filter !== "all" && !seesSettings(organization, actor)) {
    throw new ApiError(422, "Only owners can use this filter.");
  }
  const members = [...organization.members]
    .filter(([, held]) => role === "all" || held === role)
    .map(([id]) => accountOfId(world.state, id))
    .filter(({ twoFactor }) => filter !== "2fa_disabled" || !twoFactor);
  return paged(call, members, (account) => userJson(world, account));
}

function membershipOf(call: OrganizationCall) {
  const { world, organization } = call;
  const account = accountOfPath(call);
  if (!organization.members.has(account.id) && !organization.invitations.has(account.id)) throw notFound();
  return ok(organizationMembershipJson(world, organization, account));
}

/** Invites a person, or changes the role of a member. */
function putMembership(call: OrganizationCall) {
  const { world, organization, body } = call;
  const account = accountOfPath(call);
  const role = optionalOneOf(body, "role", ["admin", "member"] as const) ?? "member";
  if (organization.members.has(account.id)) organization.members.set(account.id, role);
  else organization.invitations.set(account.id, role);
  return ok(organizationMembershipJson(world, organization, account));
}

function deleteMember(call: OrganizationCall) {
  const { world, organization, actor } = call;
  const account = accountOfPath(call);
  if (!organization.members.has(account.id)) throw notFound();
  const owners = [...organization.members.values()].filter((role) => role === "admin");
  if (organization.members.get(account.id) === "admin" && owners.length === 1) {
    throw new ApiError(403, "You can't remove the last owner of this organization.");
  }
  removeMember(world, organization, account, accountOf(actor));
  return noContent();
}

/** https://docs.github.com/en/rest/orgs/orgs and https://docs.github.com/en/rest/orgs/members */
export function organizationRoutes(api: Api): void {
  api.organization("get", "", { app: "any", user: "read" }, ({ world, organization, actor }) =>
    ok(
      seesSettings(organization, actor)
        ? fullOrganizationJson(world, organization)
        : publicOrganizationJson(world, organization),
    ),
  );
  api.organization(
    "patch",
    "",
    { app: ["organization_administration:write"], user: "admin" },
    ({ world, organization, body }) => {
      const permission = optionalOneOf(body, "default_repository_permission", [
        "read",
        "write",
        "admin",
        "none",
      ] as const);
      if (permission) organization.basePermission = permission;
      if (typeof body.description === "string") organization.description = body.description;
      return ok(fullOrganizationJson(world, organization));
    },
  );
  // On github.com two-factor authentication is required in the settings, not by REST.
  api.organization("put", "/_lab/two-factor-requirement", { app: "none", user: "admin" }, (call) => {
    call.organization.twoFactorRequirement = call.body.enabled === true;
    return noContent();
  });
  api.organization("get", "/members", read, listMembers);
  api.organization("get", "/members/:username", read, (call) => {
    if (!call.organization.members.has(accountOfPath(call).id)) throw notFound();
    return noContent();
  });
  api.organization("delete", "/members/:username", write, deleteMember);
  api.organization("get", "/memberships/:username", read, membershipOf);
  api.organization("put", "/memberships/:username", write, putMembership);
  api.organization("delete", "/memberships/:username", write, deleteMember);
  api.route("patch", "/user/memberships/orgs/:org", { app: "none", user: "read" }, ({ world, actor, params, body }) => {
    const organization = world.state.organizations.get((params.org ?? "").toLowerCase());
    const user = accountOf(actor);
    if (!organization?.invitations.has(user.id) || body.state !== "active") throw notFound();
    acceptInvitation(world, organization, user);
    return ok(organizationMembershipJson(world, organization, user));
  });
}
