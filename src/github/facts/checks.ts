import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { Check } from "../../domain/facts.ts";
import { toActor } from "../actor.ts";
import { allPages, perPage } from "../pages.ts";
import { readable } from "../readable.ts";
import type { Reader } from "../reader.ts";
import { toTime } from "../time.ts";
import type { Gatherer } from "./gatherer.ts";

type Answers = RestEndpointMethodTypes;
type CheckRun = Answers["checks"]["listForRef"]["response"]["data"]["check_runs"][number];
type Status = Answers["repos"]["listCommitStatusesForRef"]["response"]["data"][number];
type WorkflowRun = Answers["actions"]["listWorkflowRunsForRepo"]["response"]["data"]["workflow_runs"][number];

/** Check runs and commit statuses of the head, this app's own left out: it would wait for itself. */
export const checks: Gatherer<"checks"> = {
  changedBy: ["check_run", "check_suite", "status"],
  permissions: { checks: "read", statuses: "read", actions: "read" },
  read(source) {
    return readable(async () => {
      const { sha } = (await source.pull()).head;
      return readChecks(source, sha);
    }, source.onFailure);
  },
};

/** The checks of a commit. */
export async function readChecks(reader: Reader, sha: string): Promise<Check[]> {
  const [runs, statuses] = await Promise.all([readCheckRuns(reader, sha), readStatuses(reader, sha)]);
  return [...runs, ...statuses];
}

async function readCheckRuns(reader: Reader, sha: string): Promise<Check[]> {
  const { github, repo } = reader;
  const all = await allPages(async (page) => {
    // `latest` would let a second run of one name hide the first.
    const answer = await github.rest.checks.listForRef({ ...repo, ref: sha, filter: "all", per_page: perPage, page });
    return { headers: answer.headers, data: answer.data.check_runs };
  });
  const others = all.filter((run) => github.appId === null || run.app?.id !== github.appId);
  const latest = newest(others, (run) => `${run.check_suite?.id ?? "none"} ${run.name}`);
  const workflows = await readWorkflows(reader, sha, latest);
  return latest.map((run) => toCheckRun(run, workflows));
}

type Workflows = ReadonlyMap<number, WorkflowRun> | { unavailable: string };

/** Only GitHub Actions has workflows; no other check needs them read. */
async function readWorkflows({ github, repo, onFailure }: Reader, sha: string, runs: CheckRun[]): Promise<Workflows> {
  if (!runs.some((run) => run.app?.slug === "github-actions")) return new Map();
  return readable(async () => {
    const found = await allPages(async (page) => {
      const query = { ...repo, head_sha: sha, per_page: perPage, page };
      const answer = await github.rest.actions.listWorkflowRunsForRepo(query);
      return { headers: answer.headers, data: answer.data.workflow_runs };
    });
    return new Map(found.flatMap((run) => (run.check_suite_id === undefined ? [] : [[run.check_suite_id, run]])));
  }, onFailure);
}

function toCheckRun(run: CheckRun, workflows: Workflows): Check {
  const suiteId = run.check_suite?.id ?? null;
  return {
    id: run.id,
    suiteId,
    name: run.name,
    kind: "check-run",
    app: run.app === null ? null : { id: run.app.id, slug: run.app.slug ?? "" },
    creator: null,
    ...workflowOf(suiteId, workflows),
    headSha: run.head_sha,
    status: run.status,
    conclusion: run.conclusion,
    completedAt: run.completed_at === null ? null : toTime(run.completed_at),
  };
}

function workflowOf(suiteId: number | null, workflows: Workflows): Pick<Check, "workflow" | "event"> {
  if ("unavailable" in workflows) {
    const { unavailable } = workflows as { unavailable: string };
    return { workflow: { unavailable }, event: { unavailable } };
  }
  const run = suiteId === null ? undefined : (workflows as ReadonlyMap<number, WorkflowRun>).get(suiteId);
  // A required workflow's path says `…@refs/heads/main`, too.
  return { workflow: run?.path.split("@", 1)[0] ?? null, event: run?.event ?? null };
}

async function readStatuses({ github, repo }: Reader, sha: string): Promise<Check[]> {
  const all = await allPages((page) =>
    github.rest.repos.listCommitStatusesForRef({ ...repo, ref: sha, per_page: perPage, page }),
  );
  const latest = newest(all, (status) => `${status.creator?.id ?? "nobody"} ${status.context}`);
  return latest.map((status) => toStatusCheck(status, sha));
}

function toStatusCheck(status: Status, headSha: string): Check {
  const isPending = status.state === "pending";
  return {
    id: status.id,
    suiteId: null,
    name: status.context,
    kind: "status",
    app: null,
    creator: toActor(status.creator),
    workflow: null,
    event: null,
    headSha,
    status: isPending ? "pending" : "completed",
    conclusion: isPending ? null : status.state,
    completedAt: isPending ? null : toTime(status.updated_at),
  };
}

/** Of each key the one with the highest id. */
function newest<T extends { id: number }>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const found = new Map<string, T>();
  for (const item of [...items].sort((a, b) => a.id - b.id)) found.set(keyOf(item), item);
  return [...found.values()];
}
