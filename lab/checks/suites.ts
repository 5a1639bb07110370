import type { RefUpdate } from "../actions/push.ts";
import { covers, hasPermission } from "../auth/access.ts";
import { webhookSuiteJson } from "../rest/check-suite.ts";
import type { Account, App } from "../state/accounts.ts";
import type { CheckSuite } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import { nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";
import { suiteState } from "./latest.ts";

/** The slug of GitHub Actions: it makes a suite per workflow run, not per push. */
const actionsSlug = "github-actions";

function branchOf(repository: Repository, sha: string): string | null {
  for (const [ref, tip] of repository.git.refs) {
    if (tip === sha && ref.startsWith("refs/heads/")) return ref.slice("refs/heads/".length);
  }
  return null;
}

/** Makes a check suite. */
export function addSuite(
  world: World,
  repository: Repository,
  app: App,
  headSha: string,
  before: string | null = null,
): CheckSuite {
  const instant = now();
  const suite: CheckSuite = {
    id: nextId(world.state),
    app,
    headSha,
    headBranch: branchOf(repository, headSha),
    before,
    rerequested: false,
    createdAt: instant,
    updatedAt: instant,
  };
  repository.checkSuites.push(suite);
  return suite;
}

/** The app's suite of a commit; made when there is none. */
export function suiteOf(world: World, repository: Repository, app: App, headSha: string): CheckSuite {
  const known = repository.checkSuites.find((suite) => suite.app === app && suite.headSha === headSha);
  return known ?? addSuite(world, repository, app, headSha);
}

/** Tells about a suite: `requested` and `rerequested` its own app, `completed` all that listen. */
export async function emitSuite(
  world: World,
  repository: Repository,
  suite: CheckSuite,
  action: "requested" | "rerequested" | "completed",
  sender: Account,
): Promise<void> {
  world.webhooks.emit({
    event: "check_suite",
    action,
    repository,
    sender,
    payload: { check_suite: await webhookSuiteJson(world, repository, suite) },
    ...(action !== "completed" && { onlyApps: [suite.app] }),
  });
}

/** Emits `completed` when the last run of a suite has come to its end. */
export async function completeSuite(world: World, repository: Repository, suite: CheckSuite): Promise<void> {
  suite.rerequested = false;
  suite.updatedAt = now();
  if (suiteState(repository, suite).status !== "completed") return;
  await emitSuite(world, repository, suite, "completed", suite.app.bot);
}

/**
 * A push makes a suite for every app that may write checks, and asks it to run.
 * https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks#about-check-suites
 */
export async function requestSuites(world: World, update: RefUpdate): Promise<void> {
  const { repository, ref, before, after, pusher } = update;
  if (after === null || !ref.startsWith("refs/heads/")) return;
  for (const installation of [...world.state.installations.values()]) {
    const { app, permissions } = installation;
    const writes = hasPermission(permissions, "checks:write") && app.slug !== actionsSlug;
    if (!writes || installation.suspendedAt || !covers(installation, repository)) continue;
    if (repository.checkSuites.some((suite) => suite.app === app && suite.headSha === after)) continue;
    const suite = addSuite(world, repository, app, after, before);
    await emitSuite(world, repository, suite, "requested", pusher);
  }
}
