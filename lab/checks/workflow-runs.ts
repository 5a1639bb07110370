import { workflowJson, workflowRunJson } from "../rest/workflow-run.ts";
import type { Account, App } from "../state/accounts.ts";
import type { CheckRun, CheckSuite, Conclusion, WorkflowRun } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import { nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";
import { addCheckRun, emitCheckRun, newCheckRun } from "./runs.ts";
import { addSuite, completeSuite } from "./suites.ts";

/** A job of a workflow run: its check run's name, and its end if it has come to one. */
export type Job = { name: string; conclusion: Conclusion | null; title: string | null; summary: string | null };

/** What a CI system says of a workflow run it starts. */
export type WorkflowRunStart = {
  name: string;
  path: string;
  event: string;
  headSha: string;
  headBranch: string;
  actor: Account;
  jobs: Job[];
};

/** Tells all that listen about a workflow run. */
async function emitWorkflowRun(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  action: "requested" | "in_progress" | "completed",
): Promise<void> {
  world.webhooks.emit({
    event: "workflow_run",
    action,
    repository,
    sender: run.actor,
    payload: {
      workflow_run: await workflowRunJson(world, repository, run),
      workflow: workflowJson(world, repository, run),
    },
  });
}

/** Starts a run of a workflow: a check suite of its own, and a check run per job, as GitHub Actions does. */
export async function startWorkflowRun(
  world: World,
  repository: Repository,
  app: App,
  start: WorkflowRunStart,
): Promise<WorkflowRun> {
  const { name, path, event, headSha, headBranch, actor } = start;
  const suite = addSuite(world, repository, app, headSha);
  const alike = repository.workflowRuns.filter((run) => run.path === path);
  const instant = now();
  const run: WorkflowRun = {
    id: nextId(world.state),
    name,
    workflowId: alike[0]?.workflowId ?? nextId(world.state),
    path,
    runNumber: alike.length + 1,
    runAttempt: 1,
    event,
    headSha,
    headBranch,
    status: "queued",
    conclusion: null,
    suiteId: suite.id,
    actor,
    pullNumbers: [],
    createdAt: instant,
    updatedAt: instant,
  };
  repository.workflowRuns.push(run);
  await emitWorkflowRun(world, repository, run, "requested");
  run.status = "in_progress";
  await emitWorkflowRun(world, repository, run, "in_progress");
  await reportJobs(world, repository, run, start.jobs);
  return run;
}

/** Takes the state of jobs into their check runs; the workflow run ends when all of them have. */
export async function reportJobs(world: World, repository: Repository, run: WorkflowRun, jobs: Job[]): Promise<void> {
  const suite = repository.checkSuites.find(({ id }) => id === run.suiteId);
  if (!suite) throw new Error(`workflow run ${run.id} has no suite`);
  for (const job of jobs) reportJob(world, repository, suite, job);
  const runs = repository.checkRuns.filter((one) => one.suite === suite);
  run.updatedAt = now();
  if (runs.length === 0 || runs.some(({ status }) => status !== "completed")) return;
  run.status = "completed";
  run.conclusion = conclusionOf(runs);
  await completeSuite(world, repository, suite);
  await emitWorkflowRun(world, repository, run, "completed");
}

function conclusionOf(runs: CheckRun[]): Conclusion {
  const has = (conclusion: Conclusion) => runs.some((run) => run.conclusion === conclusion);
  if (has("failure") || has("timed_out")) return "failure";
  if (has("cancelled")) return "cancelled";
  return runs.every(({ conclusion }) => conclusion === "skipped") ? "skipped" : "success";
}

function reportJob(world: World, repository: Repository, suite: CheckSuite, job: Job): void {
  const known = repository.checkRuns.find((run) => run.suite === suite && run.name === job.name);
  const check = known ?? newCheckRun(world, suite, job.name);
  check.status = job.conclusion ? "completed" : "in_progress";
  check.conclusion = job.conclusion;
  check.completedAt = job.conclusion ? now() : null;
  if (job.summary !== null || job.title !== null) {
    check.output = { title: job.title, summary: job.summary, text: null };
  }
  if (!known) {
    addCheckRun(repository, check);
    emitCheckRun(world, repository, check, { action: "created", sender: check.app.bot });
  }
  if (job.conclusion) emitCheckRun(world, repository, check, { action: "completed", sender: check.app.bot });
}
