import type { PullRequest } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";
import { pullUrl } from "./pull.ts";
import { repositoryUrl } from "./repository.ts";

function sideJson(world: World, repository: Repository, ref: string, sha: string): Record<string, unknown> {
  return { ref, sha, repo: { id: repository.id, url: repositoryUrl(world, repository), name: repository.name } };
}

function minimalJson(world: World, pull: PullRequest): Record<string, unknown> {
  return {
    url: pullUrl(world, pull),
    id: pull.id,
    number: pull.number,
    head: sideJson(world, pull.head.repository ?? pull.repository, pull.head.ref, pull.head.sha),
    base: sideJson(world, pull.repository, pull.base.ref, pull.base.sha),
  };
}

/**
 * The open pull requests of a head commit, as checks and workflow runs list them. Heads in forks are not detected:
 * https://docs.github.com/en/rest/checks/runs#create-a-check-run
 */
export function pullsOfHead(world: World, repository: Repository, sha: string): Record<string, unknown>[] {
  const list: Record<string, unknown>[] = [];
  for (const pull of repository.pulls.values()) {
    if (pull.issue.state === "open" && pull.head.sha === sha && pull.head.repository === repository) {
      list.push(minimalJson(world, pull));
    }
  }
  return list;
}
