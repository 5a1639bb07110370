import type { Account, App, Installation, InstallationToken, Organization } from "./accounts.ts";
import type { Repository } from "./repository.ts";

/** An SSH key with which somebody signs commits. */
export type SigningKey = { id: number; account: Account; title: string; key: string; createdAt: string };

/** Whether a signature is good, and why not. https://docs.github.com/en/rest/commits/commits#get-a-commit */
export type Verification = {
  verified: boolean;
  reason: "valid" | "unknown_key" | "bad_email" | "invalid";
  verifiedAt: string | null;
};

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
  /** What became of the signatures of commits, by SHA; kept once told, as GitHub does. */
  verifications: Map<string, Verification>;
  signingKeys: SigningKey[];
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
    verifications: new Map(),
    signingKeys: [],
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
