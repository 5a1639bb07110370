import { readFileSync } from "node:fs";
import { type Environment, readGithubAccess } from "./config.ts";
import { type AppClients, createAppClients, createTokenClient, type GitHub } from "./github/client.ts";
import { createLogger } from "./log.ts";
import type { PolicyMemory, PullRequestMemory, RepositoryRef } from "./pipeline/ports.ts";
import { useProxy } from "./proxy.ts";

/** The command line looks at a pull request for the first time, each time. */
export const noMemory: PullRequestMemory & PolicyMemory = {
  seenAt: async (_ref, _headSha, now) => now,
  keepPush: async () => {},
  pushes: async () => ({ pushes: [], complete: false }),
  contributors: async () => [],
  keepContributors: async () => {},
  lastGood: async () => null,
  keepGood: async () => {},
  lastFloor: async () => null,
  keepFloor: async () => {},
};

/** How the command line reaches GitHub: by a person's token if there is one, else as the app. */
export interface Connection {
  /** null: by a token. */
  clients: AppClients | null;
  /** A client for a repository. Throws {@link GitHubError} if it is not to be seen. */
  repository(owner: string, name: string): Promise<{ github: GitHub; ref: RepositoryRef }>;
}

/** Nothing is asked yet. Throws {@link ConfigError} for variables that are wrong. */
export function connectTo(environment: Environment): Connection {
  const { token, app, apiUrl, proxy } = readGithubAccess(environment, (path) => readFileSync(path, "utf8"));
  if (proxy !== null) useProxy(proxy, environment);
  if (token !== null || app === null) {
    const github = createTokenClient({ token: token ?? undefined, apiUrl });
    return { clients: null, repository: (owner, name) => refer(github, 0, owner, name) };
  }
  const log = createLogger({ level: "warn", format: "json", destination: process.stderr, secrets: [app.privateKey] });
  const secret = "unused here";
  const clients = createAppClients({ appId: app.id, privateKey: app.privateKey, webhookSecret: secret, apiUrl, log });
  return {
    clients,
    async repository(owner, name) {
      const octokit = await clients.probot.auth();
      const { data: installation } = await octokit.rest.apps.getRepoInstallation({ owner, repo: name });
      return refer(await clients.installation(installation.id), installation.id, owner, name);
    },
  };
}

async function refer(github: GitHub, installationId: number, owner: string, name: string) {
  const { data } = await github.rest.repos.get({ owner, repo: name });
  return { github, ref: { installationId, repositoryId: data.id, owner, name } };
}
