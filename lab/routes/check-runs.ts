import { appOf } from "../auth/actor.ts";
import { applyToCheckRun } from "../checks/read-check-run.ts";
import { addCheckRun, emitCheckRun, newCheckRun } from "../checks/runs.ts";
import { completeSuite, suiteOf } from "../checks/suites.ts";
import type { Api, Call, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { invalidRequest, requiredString } from "../http/input.ts";
import { created, ok, paged } from "../http/reply.ts";
import { annotationJson, checkRunJson } from "../rest/check-run.ts";
import type { App } from "../state/accounts.ts";
import type { CheckRun } from "../state/checks.ts";

const write = { app: ["checks:write"], user: "write" } as const;
const read = { app: ["checks:read"], user: "read" } as const;

/** "Write permission for the REST API to interact with checks is only available to GitHub Apps." */
function writingApp(call: Call): App {
  const app = appOf(call.actor);
  if (!app) throw new ApiError(403, "You must authenticate via a GitHub App.");
  return app;
}

function runOf({ repository, params }: RepositoryCall): CheckRun {
  const run = repository.checkRuns.find(({ id }) => id === Number(params.id));
  if (!run) throw notFound();
  return run;
}

async function createCheckRun(call: RepositoryCall) {
  const { world, repository, body } = call;
  const app = writingApp(call);
  const name = requiredString(body, "name");
  const headSha = requiredString(body, "head_sha");
  const commit = /^[0-9a-f]{40}$/.test(headSha) ? await repository.git.commit(headSha) : null;
  if (!commit) throw new ApiError(422, `No commit found for SHA: ${headSha}`);
  const suite = suiteOf(world, repository, app, headSha);
  const run = newCheckRun(world, suite, name);
  applyToCheckRun(run, body, true);
  addCheckRun(repository, run);
  suite.rerequested = false;
  emitCheckRun(world, repository, run, { action: "created", sender: app.bot });
  if (run.status === "completed") {
    emitCheckRun(world, repository, run, { action: "completed", sender: app.bot });
    await completeSuite(world, repository, suite);
  }
  return created(checkRunJson(world, repository, run));
}

async function updateCheckRun(call: RepositoryCall) {
  const { world, repository, body } = call;
  const app = writingApp(call);
  const run = runOf(call);
  if (run.app !== app) {
    const sentence = "Check runs can only be modified by the GitHub App that created them.";
    throw new ApiError(403, `Invalid app_id \`${app.id}\` - ${sentence}`);
  }
  const was = { status: run.status, conclusion: run.conclusion };
  applyToCheckRun(run, body, false);
  run.suite.rerequested = false;
  const completed = run.status === "completed" && (was.status !== "completed" || was.conclusion !== run.conclusion);
  if (completed) {
    emitCheckRun(world, repository, run, { action: "completed", sender: app.bot });
    await completeSuite(world, repository, run.suite);
  }
  return ok(checkRunJson(world, repository, run));
}

/** "The status of the check suite it belongs to is reset to queued […] The check run itself is not updated." */
function rerequest(call: RepositoryCall) {
  const { world, repository, actor } = call;
  const run = runOf(call);
  const sender = actor.kind === "user" || actor.kind === "installation" ? actor.user : run.app.bot;
  emitCheckRun(world, repository, run, { action: "rerequested", sender, onlyApps: [run.app] });
  run.suite.rerequested = true;
  return created({});
}

/** What a click on a check run's button does; GitHub has no REST endpoint for it. */
function requestAction(call: RepositoryCall) {
  const { world, repository, actor, body } = call;
  const run = runOf(call);
  const identifier = requiredString(body, "identifier");
  if (!run.actions.some((action) => action.identifier === identifier)) throw invalidRequest("No such action.");
  if (actor.kind !== "user") throw new ApiError(403, "Only people click.");
  const extra = { requested_action: { identifier } };
  emitCheckRun(world, repository, run, {
    action: "requested_action",
    sender: actor.user,
    extra,
    onlyApps: [run.app],
  });
  return created({});
}

/** https://docs.github.com/en/rest/checks/runs */
export function checkRunRoutes(api: Api): void {
  api.repository("post", "/check-runs", write, createCheckRun);
  api.repository("patch", "/check-runs/:id{[0-9]+}", write, updateCheckRun);
  api.repository("get", "/check-runs/:id{[0-9]+}", read, (call) =>
    ok(checkRunJson(call.world, call.repository, runOf(call))),
  );
  api.repository("get", "/check-runs/:id{[0-9]+}/annotations", read, (call) => {
    const run = runOf(call);
    return paged(call, run.annotations, (one) => annotationJson(call.world, call.repository, run, one));
  });
  api.repository("post", "/check-runs/:id{[0-9]+}/rerequest", write, rerequest);
  api.repository(
    "post",
    "/_lab/check-runs/:id{[0-9]+}/requested-action",
    { app: "none", user: "write" },
    requestAction,
  );
}
