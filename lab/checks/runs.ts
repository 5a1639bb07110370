import { checkRunJson } from "../rest/check-run.ts";
import { simpleSuiteJson } from "../rest/check-suite.ts";
import type { Account, App } from "../state/accounts.ts";
import type { CheckRun, CheckSuite } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import { nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";

// https://docs.github.com/en/rest/checks/runs: of more runs with one name in a suite GitHub deletes the older ones.
const mostPerName = 1000;

/** A fresh check run, not yet in the repository. */
export function newCheckRun(world: World, suite: CheckSuite, name: string): CheckRun {
  return {
    id: nextId(world.state),
    suite,
    app: suite.app,
    name,
    headSha: suite.headSha,
    externalId: "",
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: now(),
    completedAt: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  };
}

/** Puts a check run into its repository. */
export function addCheckRun(repository: Repository, run: CheckRun): void {
  const alike = repository.checkRuns.filter(({ suite, name }) => suite === run.suite && name === run.name);
  if (alike.length >= mostPerName) repository.checkRuns = repository.checkRuns.filter((old) => old !== alike[0]);
  repository.checkRuns.push(run);
}

/** Tells about a check run. `created` and `completed` reach all that listen, the others the run's own app. */
export function emitCheckRun(
  world: World,
  repository: Repository,
  run: CheckRun,
  happening: {
    action: "created" | "completed" | "rerequested" | "requested_action";
    sender: Account;
    extra?: Record<string, unknown>;
    onlyApps?: App[];
  },
): void {
  const { action, sender, extra, onlyApps } = happening;
  world.webhooks.emit({
    event: "check_run",
    action,
    repository,
    sender,
    payload: {
      check_run: {
        ...checkRunJson(world, repository, run),
        check_suite: simpleSuiteJson(world, repository, run.suite),
      },
      ...extra,
    },
    ...(onlyApps && { onlyApps }),
  });
}
