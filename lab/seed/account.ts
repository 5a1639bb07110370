import type { Account, Organization, Role, Team } from "../state/accounts.ts";
import { findAccount, findRepository, nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";

/** A person to make. `emails`: verified; default `login@example.com`. */
export type UserOptions = {
  name?: string;
  emails?: string[];
  siteAdmin?: boolean;
  twoFactor?: boolean;
  token?: string;
};

/** An organization to make; `owners` and `members` are logins. */
export type OrganizationOptions = {
  owners?: string[];
  members?: string[];
  description?: string;
  basePermission?: Organization["basePermission"];
  twoFactorRequirement?: boolean;
};

/** A team to make; keys of `repositories` are full names. */
export type TeamOptions = {
  slug?: string;
  description?: string;
  members?: string[];
  maintainers?: string[];
  parent?: string;
  privacy?: Team["privacy"];
  repositories?: Record<string, Role>;
};

/** Adds an account. Throws when the login is taken. */
export function addAccount(world: World, login: string, type: Account["type"], options: UserOptions): Account {
  if (findAccount(world.state, login)) throw new Error(`login ${login} is taken`);
  const account: Account = {
    id: nextId(world.state),
    login,
    type,
    name: options.name ?? null,
    emails: options.emails ?? (type === "User" ? [`${login}@example.com`] : []),
    siteAdmin: options.siteAdmin ?? false,
    twoFactor: options.twoFactor ?? true,
    createdAt: now(),
  };
  world.state.accounts.set(login.toLowerCase(), account);
  return account;
}

/** Makes a person. */
export function createUser(world: World, login: string, options: UserOptions): Account {
  return addAccount(world, login, "User", options);
}

/** The account of that login. Throws when there is none. */
export function requireAccount(world: World, login: string): Account {
  const account = findAccount(world.state, login);
  if (!account) throw new Error(`no account ${login}`);
  return account;
}

/** Makes an organization. */
export function createOrganization(world: World, login: string, options: OrganizationOptions): Organization {
  const members = new Map<number, "admin" | "member">();
  for (const member of options.members ?? []) members.set(requireAccount(world, member).id, "member");
  for (const owner of options.owners ?? []) members.set(requireAccount(world, owner).id, "admin");
  const organization: Organization = {
    account: addAccount(world, login, "Organization", {}),
    description: options.description ?? null,
    members,
    invitations: new Map(),
    teams: new Map(),
    basePermission: options.basePermission ?? "read",
    twoFactorRequirement: options.twoFactorRequirement ?? false,
    rulesets: [],
  };
  world.state.organizations.set(login.toLowerCase(), organization);
  return organization;
}

/** Makes a team; its members become members of the organization, as on GitHub. */
export function createTeam(world: World, login: string, name: string, options: TeamOptions): Team {
  const organization = world.state.organizations.get(login.toLowerCase());
  if (!organization) throw new Error(`no organization ${login}`);
  const team: Team = {
    id: nextId(world.state),
    organizationId: organization.account.id,
    name,
    slug: options.slug ?? name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    description: options.description ?? null,
    privacy: options.privacy ?? "closed",
    parentId: options.parent ? (organization.teams.get(options.parent)?.id ?? null) : null,
    members: new Map(),
    repositories: new Map(),
    createdAt: now(),
  };
  const join = (member: string, role: "member" | "maintainer") => {
    const { id } = requireAccount(world, member);
    team.members.set(id, { role, state: "active" });
    if (!organization.members.has(id)) organization.members.set(id, "member");
  };
  for (const member of options.members ?? []) join(member, "member");
  for (const maintainer of options.maintainers ?? []) join(maintainer, "maintainer");
  for (const [fullName, role] of Object.entries(options.repositories ?? {})) {
    const repository = findRepository(world.state, fullName.split("/")[0] ?? "", fullName.split("/")[1] ?? "");
    if (!repository) throw new Error(`no repository ${fullName}`);
    team.repositories.set(repository.id, role);
  }
  organization.teams.set(team.slug, team);
  return team;
}
