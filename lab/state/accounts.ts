/** `read` or `write`; GitHub's app permissions, by name. */
export type Permissions = Record<string, "read" | "write">;

/** Roles in a repository, weakest first. https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
export const roles = ["none", "read", "triage", "write", "maintain", "admin"] as const;

/** A person's role in a repository. */
export type Role = (typeof roles)[number];

/** A user, an organization or an app's bot. */
export type Account = {
  id: number;
  login: string;
  type: "User" | "Organization" | "Bot";
  name: string | null;
  /** Verified addresses; commits are attributed through them. */
  emails: string[];
  siteAdmin: boolean;
  twoFactor: boolean;
  createdAt: string;
};

/** A team of an organization. */
export type Team = {
  id: number;
  organizationId: number;
  name: string;
  slug: string;
  description: string | null;
  privacy: "closed" | "secret";
  parentId: number | null;
  /** User id → membership. */
  members: Map<number, { role: "member" | "maintainer"; state: "active" | "pending" }>;
  /** Repository id → role. */
  repositories: Map<number, Role>;
  createdAt: string;
};

/** What an organization has beside its account. */
export type Organization = {
  account: Account;
  description: string | null;
  members: Map<number, "admin" | "member">;
  /** Invited and not yet there: user id → role. */
  invitations: Map<number, "admin" | "member">;
  teams: Map<string, Team>;
  basePermission: "none" | "read" | "write" | "admin";
  twoFactorRequirement: boolean;
  rulesets: Ruleset[];
};

/** A GitHub App. */
export type App = {
  id: number;
  slug: string;
  name: string;
  description: string;
  clientId: string;
  owner: Account;
  bot: Account;
  publicKey: string;
  webhook: { url: string | null; secret: string };
  permissions: Permissions;
  events: string[];
  createdAt: string;
};

/** An app's installation on an account. */
export type Installation = {
  id: number;
  app: App;
  account: Account;
  permissions: Permissions;
  events: string[];
  /** `all`, or the ids of the chosen repositories. */
  repositories: "all" | Set<number>;
  suspendedAt: string | null;
  createdAt: string;
};

/** An installation access token. */
export type InstallationToken = {
  installation: Installation;
  permissions: Permissions;
  /** Null: every repository of the installation. */
  repositoryIds: Set<number> | null;
  expiresAt: string;
};

/** Somebody who may bypass a ruleset. */
export type BypassActor = {
  actor_id: number | null;
  actor_type: "Integration" | "OrganizationAdmin" | "RepositoryRole" | "Team" | "DeployKey";
  bypass_mode: "always" | "pull_request";
};

/** A rule of a ruleset, as the API takes it. */
export type Rule = { type: string; parameters?: Record<string, unknown> };

/** A ruleset of a repository or an organization. */
export type Ruleset = {
  id: number;
  name: string;
  target: "branch" | "tag" | "push";
  sourceType: "Repository" | "Organization";
  source: string;
  enforcement: "disabled" | "active" | "evaluate";
  bypassActors: BypassActor[];
  conditions: {
    ref_name?: { include: string[]; exclude: string[] };
    repository_name?: { include: string[]; exclude: string[]; protected?: boolean };
    repository_id?: { repository_ids: number[] };
  };
  rules: Rule[];
  createdAt: string;
  updatedAt: string;
};
