import type { Account, Organization } from "../state/accounts.ts";
import type { World } from "../world.ts";
import { organizationJson, userJson } from "./account.ts";

function repositoryCounts(world: World, organization: Organization): { open: number; closed: number } {
  const own = [...world.state.repositories.values()].filter(({ owner }) => owner.id === organization.account.id);
  const closed = own.filter((repository) => repository.private).length;
  return { open: own.length - closed, closed };
}

/** What anybody sees of an organization. https://docs.github.com/en/rest/orgs/orgs#get-an-organization */
export function publicOrganizationJson(world: World, organization: Organization): Record<string, unknown> {
  const { account } = organization;
  return {
    ...organizationJson(world, organization),
    name: account.name ?? account.login,
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: repositoryCounts(world, organization).open,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${world.origin}/${account.login}`,
    created_at: account.createdAt,
    updated_at: account.createdAt,
    archived_at: null,
    type: "Organization",
  };
}

/** What owners, and apps that may read its administration, see in addition. */
export function fullOrganizationJson(world: World, organization: Organization): Record<string, unknown> {
  const { closed } = repositoryCounts(world, organization);
  return {
    ...publicOrganizationJson(world, organization),
    total_private_repos: closed,
    owned_private_repos: closed,
    private_gists: 0,
    disk_usage: 0,
    collaborators: 0,
    billing_email: null,
    default_repository_permission: organization.basePermission,
    members_can_create_repositories: true,
    two_factor_requirement_enabled: organization.twoFactorRequirement,
    web_commit_signoff_required: false,
  };
}

/** How a person belongs to an organization. Callers have seen that they do, or are invited. */
export function organizationMembershipJson(
  world: World,
  organization: Organization,
  member: Account,
): Record<string, unknown> {
  const { login } = organization.account;
  const role = organization.members.get(member.id) ?? organization.invitations.get(member.id) ?? "member";
  return {
    url: `${world.api}/orgs/${login}/memberships/${member.login}`,
    state: organization.invitations.has(member.id) ? "pending" : "active",
    role,
    organization_url: `${world.api}/orgs/${login}`,
    organization: organizationJson(world, organization),
    user: userJson(world, member),
  };
}
