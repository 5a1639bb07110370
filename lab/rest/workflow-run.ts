import type { WorkflowRun } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { userJson } from "./account.ts";
import { pullsOfHead } from "./pull-minimal.ts";
import { repositoryHtmlUrl, repositoryJson, repositoryUrl } from "./repository.ts";
import { simpleCommitJson } from "./simple-commit.ts";

/** A run of a workflow. https://docs.github.com/en/rest/actions/workflow-runs */
export async function workflowRunJson(
  world: World,
  repository: Repository,
  run: WorkflowRun,
): Promise<Record<string, unknown>> {
  const base = repositoryUrl(world, repository);
  const url = `${base}/actions/runs/${run.id}`;
  const commit = await simpleCommitJson(repository, run.headSha);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("WFR", run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: String(commit.message).split("\n")[0],
    run_number: run.runNumber,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.suiteId,
    check_suite_node_id: nodeId("CS", run.suiteId),
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/actions/runs/${run.id}`,
    pull_requests: pullsOfHead(world, repository, run.headSha),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    actor: userJson(world, run.actor),
    run_attempt: run.runAttempt,
    referenced_workflows: [],
    run_started_at: run.createdAt,
    triggering_actor: userJson(world, run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${base}/check-suites/${run.suiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.runAttempt > 1 ? `${url}/attempts/${run.runAttempt - 1}` : null,
    workflow_url: `${base}/actions/workflows/${run.workflowId}`,
    head_commit: commit,
    repository: repositoryJson(world, repository),
    head_repository: repositoryJson(world, repository),
  };
}

/** The workflow of a run. https://docs.github.com/en/rest/actions/workflows */
export function workflowJson(world: World, repository: Repository, run: WorkflowRun): Record<string, unknown> {
  const html = repositoryHtmlUrl(world, repository);
  return {
    id: run.workflowId,
    node_id: nodeId("W", run.workflowId),
    name: run.name,
    path: run.path,
    state: "active",
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    url: `${repositoryUrl(world, repository)}/actions/workflows/${run.workflowId}`,
    html_url: `${html}/blob/${repository.defaultBranch}/${run.path}`,
    badge_url: `${html}/workflows/${encodeURIComponent(run.name)}/badge.svg`,
  };
}
