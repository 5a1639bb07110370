import { accountOf, appOf } from "../auth/actor.ts";
import { type Job, reportJobs, startWorkflowRun } from "../checks/workflow-runs.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { listOf, optionalOneOf, optionalString, requiredString } from "../http/input.ts";
import { created, ok, paged } from "../http/reply.ts";
import { workflowRunJson } from "../rest/workflow-run.ts";
import type { Conclusion, WorkflowRun } from "../state/checks.ts";
import { findAccount } from "../state/state.ts";

const read = { app: ["actions:read"], user: "read" } as const;
const conclusions: readonly Conclusion[] = [
  "success",
  "failure",
  "neutral",
  "cancelled",
  "skipped",
  "timed_out",
  "action_required",
];

function runOf({ repository, params }: RepositoryCall): WorkflowRun {
  const run = repository.workflowRuns.find(({ id }) => id === Number(params.id));
  if (!run) throw notFound();
  return run;
}

function list(call: RepositoryCall) {
  const { query, repository, world } = call;
  const fits = (name: string, value: string) => query.get(name) === null || query.get(name) === value;
  const runs = repository.workflowRuns.filter(
    (run) =>
      fits("head_sha", run.headSha) &&
      fits("event", run.event) &&
      fits("branch", run.headBranch) &&
      fits("actor", run.actor.login) &&
      fits("check_suite_id", String(run.suiteId)) &&
      (fits("status", run.status) || fits("status", run.conclusion ?? "")),
  );
  return paged(
    call,
    runs.toReversed(),
    (run) => workflowRunJson(world, repository, run),
    (workflow_runs, total_count) => ({ total_count, workflow_runs }),
  );
}

function readJobs(body: Record<string, unknown>): Job[] {
  return listOf(body, "jobs", 256).map((job) => ({
    name: requiredString(job, "name"),
    conclusion: optionalOneOf(job, "conclusion", conclusions),
    title: optionalString(job, "title"),
    summary: optionalString(job, "summary"),
  }));
}

/** What a CI system does by itself on GitHub: there is no REST endpoint for it, so the lab has one for the app that runs it. */
async function start(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  const app = appOf(actor);
  if (!app) throw new ApiError(403, "You must authenticate via a GitHub App.");
  const headSha = requiredString(body, "head_sha");
  if (!(await repository.git.commit(headSha))) throw new ApiError(422, `No commit found for SHA: ${headSha}`);
  const login = optionalString(body, "actor");
  const run = await startWorkflowRun(world, repository, app, {
    name: requiredString(body, "name"),
    path: requiredString(body, "path"),
    event: optionalString(body, "event") ?? "pull_request",
    headSha,
    headBranch: optionalString(body, "head_branch") ?? repository.defaultBranch,
    actor: (login && findAccount(world.state, login)) || accountOf(actor),
    jobs: readJobs(body),
  });
  return created(await workflowRunJson(world, repository, run));
}

async function report(call: RepositoryCall) {
  const { world, repository, body } = call;
  const run = runOf(call);
  await reportJobs(world, repository, run, readJobs(body));
  return ok(await workflowRunJson(world, repository, run));
}

/** https://docs.github.com/en/rest/actions/workflow-runs */
export function workflowRunRoutes(api: Api): void {
  api.repository("get", "/actions/runs", read, list);
  api.repository("get", "/actions/runs/:id{[0-9]+}", read, async (call) =>
    ok(await workflowRunJson(call.world, call.repository, runOf(call))),
  );
  const ci = { app: ["actions:write"], user: "admin" } as const;
  api.repository("post", "/_lab/workflow-runs", ci, start);
  api.repository("patch", "/_lab/workflow-runs/:id{[0-9]+}", ci, report);
}
