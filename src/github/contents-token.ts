import { LRUCache } from "lru-cache";
import type { RepositoryRef } from "../pipeline/ports.ts";
import type { AppClients } from "./client.ts";

/** Milliseconds: a token is good for an hour, unless what the app may do changes. */
const kept = 5 * 60_000;

/**
 * Asks for tokens that can read one repository's contents, and nothing else.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
export function contentsTokens({ probot }: AppClients): (repository: RepositoryRef) => Promise<string> {
  const known = new LRUCache<number, string>({ max: 1000, ttl: kept });
  return async ({ installationId, repositoryId }) => {
    const old = known.get(repositoryId);
    if (old !== undefined) return old;
    const octokit = await probot.auth();
    const { data } = await octokit.rest.apps.createInstallationAccessToken({
      installation_id: installationId,
      repository_ids: [repositoryId],
      permissions: { contents: "read" },
    });
    known.set(repositoryId, data.token);
    return data.token;
  };
}
