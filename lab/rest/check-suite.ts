import { suiteState } from "../checks/latest.ts";
import type { CheckSuite } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { appJson } from "./app.ts";
import { pullsOfHead } from "./pull-minimal.ts";
import { repositoryJson, repositoryUrl } from "./repository.ts";
import { simpleCommitJson } from "./simple-commit.ts";

/** A check suite without commit, repository and counts, as check runs in webhooks show it. */
export function simpleSuiteJson(world: World, repository: Repository, suite: CheckSuite): Record<string, unknown> {
  const { status, conclusion } = suiteState(repository, suite);
  return {
    id: suite.id,
    node_id: nodeId("CS", suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status,
    conclusion,
    url: `${repositoryUrl(world, repository)}/check-suites/${suite.id}`,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsOfHead(world, repository, suite.headSha),
    app: appJson(world, suite.app),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
  };
}

/** A check suite as its webhooks show it. */
export async function webhookSuiteJson(
  world: World,
  repository: Repository,
  suite: CheckSuite,
): Promise<Record<string, unknown>> {
  return {
    ...simpleSuiteJson(world, repository, suite),
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: suiteState(repository, suite).runs.length,
    check_runs_url: `${repositoryUrl(world, repository)}/check-suites/${suite.id}/check-runs`,
    head_commit: await simpleCommitJson(repository, suite.headSha),
  };
}

/** A check suite. https://docs.github.com/en/rest/checks/suites */
export async function checkSuiteJson(
  world: World,
  repository: Repository,
  suite: CheckSuite,
): Promise<Record<string, unknown>> {
  return { ...(await webhookSuiteJson(world, repository, suite)), repository: repositoryJson(world, repository) };
}
