import { randomBytes } from "node:crypto";
import {
  createOrganization,
  createTeam,
  createUser,
  type OrganizationOptions,
  type TeamOptions,
  type UserOptions,
} from "./seed/account.ts";
import { type AppOptions, createApp, installApp, type SeededApp } from "./seed/app.ts";
import { deleteUser } from "./seed/github.ts";
import { installActions, mintToken, type SeededActions } from "./seed/github-actions.ts";
import { createRepository, type RepositoryOptions } from "./seed/repository.ts";
import type { Account, App, Installation, Organization, Permissions, Role, Team } from "./state/accounts.ts";
import type { Repository } from "./state/repository.ts";
import type { World } from "./world.ts";

/** What a scenario sets up before it starts; logins name things that exist already. */
export type Seed = {
  /** A person, with a token that works for REST and git. */
  user: (login: string, options?: UserOptions) => { account: Account; token: string };
  organization: (login: string, options?: OrganizationOptions) => Organization;
  team: (organization: string, name: string, options?: TeamOptions) => Team;
  /** An empty repository. */
  repository: (fullName: string, options?: RepositoryOptions) => Promise<Repository>;
  collaborator: (repository: Repository, login: string, role: Role) => void;
  /** An app with a fresh RSA key. */
  app: (slug: string, options: AppOptions) => SeededApp;
  install: (
    app: App,
    account: string,
    options?: { permissions?: Permissions; repositories?: Repository[] },
  ) => Installation;
  /** Deletes a person's account: what they wrote is from then on by nobody (`user: null`). */
  deleteUser: (login: string) => void;
  /** A token of an installation, good for a day. */
  token: (installation: Installation) => string;
  /** GitHub Actions (app 15368) on an account: what reports CI's check runs and workflow runs. */
  githubActions: (account: string) => SeededActions;
};

/** Seeding functions of one lab. */
export function createSeed(world: World): Seed {
  return {
    user: (login, options = {}) => {
      const account = createUser(world, login, options);
      const token = options.token ?? `ghp_${randomBytes(18).toString("hex")}`;
      world.state.userTokens.set(token, account);
      return { account, token };
    },
    organization: (login, options = {}) => createOrganization(world, login, options),
    team: (organization, name, options = {}) => createTeam(world, organization, name, options),
    repository: (fullName, options = {}) => createRepository(world, fullName, options),
    collaborator: (repository, login, role) => {
      const account = world.state.accounts.get(login.toLowerCase());
      if (!account) throw new Error(`no user ${login}`);
      repository.collaborators.set(account.id, role);
    },
    app: (slug, options) => createApp(world, slug, options),
    install: (app, account, options = {}) => installApp(world, app, account, options),
    deleteUser: (login) => deleteUser(world, login),
    token: (installation) => mintToken(world, installation),
    githubActions: (account) => installActions(world, account),
  };
}
