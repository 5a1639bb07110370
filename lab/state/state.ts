import type { Account, App, Installation, InstallationToken, Organization } from "./accounts.ts";
import type { Repository } from "./repository.ts";

/** Everything the lab knows but git content, request log and deliveries. Keys of logins and names are lower case. */
export type State = {
  accounts: Map<string, Account>;
  organizations: Map<string, Organization>;
  apps: Map<number, App>;
  installations: Map<number, Installation>;
  userTokens: Map<string, Account>;
  installationTokens: Map<string, InstallationToken>;
  /** By `owner/name`. */
  repositories: Map<string, Repository>;
  /** The last id handed out; one counter for every kind of thing. */
  lastId: number;
};

/** An empty GitHub. */
export function createState(): State {
  return {
    accounts: new Map(),
    organizations: new Map(),
    apps: new Map(),
    installations: new Map(),
    userTokens: new Map(),
    installationTokens: new Map(),
    repositories: new Map(),
    lastId: 1000,
  };
}

/** The next free id. */
export function nextId(state: State): number {
  state.lastId += 1;
  return state.lastId;
}

/** The repository of that name, case-insensitively. */
export function findRepository(state: State, owner: string, name: string): Repository | undefined {
  return state.repositories.get(`${owner}/${name}`.toLowerCase());
}

/** The account of that login, case-insensitively. */
export function findAccount(state: State, login: string): Account | undefined {
  return state.accounts.get(login.toLowerCase());
}
