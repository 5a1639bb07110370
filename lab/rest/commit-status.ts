import type { CommitStatus } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { userJson } from "./account.ts";
import { repositoryJson, repositoryUrl } from "./repository.ts";

/** A status of the combined status. */
export function simpleStatusJson(world: World, repository: Repository, status: CommitStatus): Record<string, unknown> {
  return {
    url: `${repositoryUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: `${world.origin}/avatars/${status.creator.id}`,
    id: status.id,
    node_id: nodeId("SC", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.updatedAt,
  };
}

/** A commit status. https://docs.github.com/en/rest/commits/statuses */
export function commitStatusJson(world: World, repository: Repository, status: CommitStatus): Record<string, unknown> {
  return { ...simpleStatusJson(world, repository, status), creator: userJson(world, status.creator) };
}

/** Failure if any is `error` or `failure`, pending if there is none or any is pending, else success. https://docs.github.com/en/rest/commits/statuses#get-the-combined-status-for-a-specific-reference */
function combinedState(statuses: CommitStatus[]): "failure" | "pending" | "success" {
  if (statuses.some(({ state }) => state === "error" || state === "failure")) return "failure";
  return statuses.length === 0 || statuses.some(({ state }) => state === "pending") ? "pending" : "success";
}

/** The combined status of a commit, without its page of statuses. */
export function combinedStatusJson(
  world: World,
  repository: Repository,
  sha: string,
  statuses: CommitStatus[],
): Record<string, unknown> {
  const url = repositoryUrl(world, repository);
  return {
    state: combinedState(statuses),
    sha,
    total_count: statuses.length,
    repository: repositoryJson(world, repository),
    commit_url: `${url}/commits/${sha}`,
    url: `${url}/commits/${sha}/status`,
  };
}
