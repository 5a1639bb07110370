import type { Annotation, CheckRun } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { appJson } from "./app.ts";
import { pullsOfHead } from "./pull-minimal.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

/** Web address of a check run. */
function checkRunHtmlUrl(world: World, repository: Repository, run: CheckRun): string {
  return `${repositoryHtmlUrl(world, repository)}/runs/${run.id}`;
}

/** A check run. https://docs.github.com/en/rest/checks/runs */
export function checkRunJson(world: World, repository: Repository, run: CheckRun): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const html = checkRunHtmlUrl(world, repository, run);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CR", run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    // "If the integrator does not provide this, then the homepage of the GitHub app is used."
    details_url: run.detailsUrl ?? `${world.origin}/apps/${run.app.slug}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appJson(world, run.app),
    pull_requests: pullsOfHead(world, repository, run.headSha),
  };
}

/** An annotation. https://docs.github.com/en/rest/checks/runs#list-check-run-annotations */
export function annotationJson(
  world: World,
  repository: Repository,
  run: CheckRun,
  annotation: Annotation,
): Record<string, unknown> {
  const path = annotation.path.split("/").map(encodeURIComponent).join("/");
  return {
    path: annotation.path,
    blob_href: `${repositoryHtmlUrl(world, repository)}/blob/${run.headSha}/${path}`,
    start_line: annotation.start_line,
    start_column: annotation.start_column ?? null,
    end_line: annotation.end_line,
    end_column: annotation.end_column ?? null,
    annotation_level: annotation.annotation_level,
    title: annotation.title ?? null,
    message: annotation.message,
    raw_details: annotation.raw_details ?? null,
  };
}
