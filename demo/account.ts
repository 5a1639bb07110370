import { Octokit } from "@octokit/rest";
import type { Lab } from "../lab/lab.ts";
import { clone, type Workspace } from "../lab/testing/workspace.ts";

/** Somebody who acts on the lab as on GitHub: over REST and with git. */
export type Account = {
  login: string;
  /** Lets whoever holds it act as this account on the lab, and nowhere else. */
  token: string;
  rest: Octokit["rest"];
  request: Octokit["request"];
  /** A fresh clone. Whoever asks removes it. */
  clone: (fullName: string) => Promise<Workspace>;
};

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The holder of a token. `email`: what its commits carry. */
export function createAccount(lab: Lab, login: string, token: string, email?: string): Account {
  const octokit = new Octokit({ auth: token, baseUrl: lab.apiUrl, log: silent });
  return {
    login,
    token,
    rest: octokit.rest,
    request: octokit.request,
    clone: (fullName) => clone(lab, fullName, { login, token, ...(email !== undefined && { email }) }),
  };
}
