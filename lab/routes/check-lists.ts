import { appOf } from "../auth/actor.ts";
import { latestOf } from "../checks/latest.ts";
import { emitSuite, suiteOf } from "../checks/suites.ts";
import { resolveCommit } from "../git/history.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { requiredString } from "../http/input.ts";
import { created, ok, paged } from "../http/reply.ts";
import { checkRunJson } from "../rest/check-run.ts";
import { checkSuiteJson } from "../rest/check-suite.ts";
import type { CheckRun, CheckSuite } from "../state/checks.ts";

const write = { app: ["checks:write"], user: "write" } as const;
const read = { app: ["checks:read"], user: "read" } as const;

/** The commit a `{ref}` of the address names. Throws 422. */
export async function commitOfCall({ repository, params }: RepositoryCall): Promise<string> {
  const ref = params.ref ?? "";
  const sha = await resolveCommit(repository.git, ref);
  if (!sha) throw new ApiError(422, `No commit found for SHA: ${ref}`);
  return sha;
}

function suiteOfCall({ repository, params }: RepositoryCall): CheckSuite {
  const suite = repository.checkSuites.find(({ id }) => id === Number(params.id));
  if (!suite) throw notFound();
  return suite;
}

function listRuns(call: RepositoryCall, all: CheckRun[]) {
  const { query, world, repository } = call;
  const name = query.get("check_name");
  const status = query.get("status");
  const appId = query.get("app_id");
  const chosen = (query.get("filter") === "all" ? all : latestOf(all)).filter(
    (run) =>
      (name === null || run.name === name) &&
      (status === null || run.status === status) &&
      (appId === null || run.app.id === Number(appId)),
  );
  return paged(
    call,
    chosen.toReversed(),
    (run) => checkRunJson(world, repository, run),
    (check_runs, total_count) => ({ total_count, check_runs }),
  );
}

async function listSuites(call: RepositoryCall) {
  const { query, world, repository } = call;
  const sha = await commitOfCall(call);
  const appId = query.get("app_id");
  const name = query.get("check_name");
  const named = (suite: CheckSuite) => repository.checkRuns.some((run) => run.suite === suite && run.name === name);
  const suites = repository.checkSuites.filter(
    (suite) =>
      suite.headSha === sha && (appId === null || suite.app.id === Number(appId)) && (name === null || named(suite)),
  );
  return paged(
    call,
    suites,
    (suite) => checkSuiteJson(world, repository, suite),
    (check_suites, total_count) => ({ total_count, check_suites }),
  );
}

async function createSuite(call: RepositoryCall) {
  const { world, repository, body } = call;
  const app = appOf(call.actor);
  if (!app) throw new ApiError(403, "You must authenticate via a GitHub App.");
  const headSha = requiredString(body, "head_sha");
  if (!(await repository.git.commit(headSha))) throw new ApiError(422, `No commit found for SHA: ${headSha}`);
  const known = repository.checkSuites.some((suite) => suite.app === app && suite.headSha === headSha);
  const suite = suiteOf(world, repository, app, headSha);
  const json = await checkSuiteJson(world, repository, suite);
  return known ? ok(json) : created(json);
}

/** "When a check suite is rerequested, its status is reset to queued and the conclusion is cleared." */
async function rerequestSuite(call: RepositoryCall) {
  const { world, repository, actor } = call;
  const suite = suiteOfCall(call);
  suite.rerequested = true;
  const sender = actor.kind === "user" ? actor.user : suite.app.bot;
  await emitSuite(world, repository, suite, "rerequested", sender);
  return created({});
}

/** Check runs of a commit and check suites: https://docs.github.com/en/rest/checks/suites */
export function checkListRoutes(api: Api): void {
  api.repository("get", "/commits/:ref{.+}/check-runs", read, async (call) => {
    const sha = await commitOfCall(call);
    return listRuns(
      call,
      call.repository.checkRuns.filter(({ headSha }) => headSha === sha),
    );
  });
  api.repository("get", "/commits/:ref{.+}/check-suites", read, listSuites);
  api.repository("post", "/check-suites", write, createSuite);
  api.repository("get", "/check-suites/:id{[0-9]+}", read, async (call) =>
    ok(await checkSuiteJson(call.world, call.repository, suiteOfCall(call))),
  );
  api.repository("get", "/check-suites/:id{[0-9]+}/check-runs", read, (call) => {
    const suite = suiteOfCall(call);
    return listRuns(
      call,
      call.repository.checkRuns.filter((run) => run.suite === suite),
    );
  });
  api.repository("post", "/check-suites/:id{[0-9]+}/rerequest", write, rerequestSuite);
}
