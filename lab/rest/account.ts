import type { Account, Organization, Team } from "../state/accounts.ts";
import { nodeId, type World } from "../world.ts";

/** A user as the API shows it inside other things (`simple-user`). */
export function userJson(world: World, account: Account): Record<string, unknown> {
  const url = `${world.api}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type === "Organization" ? "O" : account.type === "Bot" ? "BOT" : "U", account.id),
    avatar_url: `${world.origin}/avatars/${account.id}`,
    gravatar_id: "",
    url,
    html_url: `${world.origin}/${account.type === "Bot" ? `apps/${account.login.replace(/\[bot\]$/, "")}` : account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: account.siteAdmin,
  };
}

/** A user or null (ghost). */
export function nullableUserJson(world: World, account: Account | null): Record<string, unknown> | null {
  return account && userJson(world, account);
}

/** An organization as webhooks show it. */
export function organizationJson(world: World, organization: Organization): Record<string, unknown> {
  const { account } = organization;
  const url = `${world.api}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("O", account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.origin}/avatars/${account.id}`,
    description: organization.description,
  };
}

/** A team; its parent is shown one level deep. */
export function teamJson(world: World, organization: Organization, team: Team): Record<string, unknown> {
  const parent = [...organization.teams.values()].find(({ id }) => id === team.parentId);
  return {
    ...teamSimpleJson(world, organization, team),
    parent: parent ? teamSimpleJson(world, organization, parent) : null,
  };
}

/** A team without its parent (`team-simple`). */
export function teamSimpleJson(world: World, organization: Organization, team: Team): Record<string, unknown> {
  const login = organization.account.login;
  const url = `${world.api}/organizations/${organization.account.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId("T", team.id),
    name: team.name,
    slug: team.slug,
    description: team.description,
    privacy: team.privacy,
    notification_setting: "notifications_enabled",
    permission: "pull",
    url,
    html_url: `${world.origin}/orgs/${login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    organization_id: organization.account.id,
  };
}
