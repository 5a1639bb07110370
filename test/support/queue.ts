import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import type { QueueRow } from "../../lab/testing/queue-scene.ts";
import type { Change } from "./change.ts";
import { approve, waitingChange } from "./journey.ts";
import type { Stage } from "./stage.ts";

const where = { owner: organization, repo: repository };

/** A queue that merges each entry as soon as it passes. */
const defaults = {
  merge_method: "MERGE",
  grouping_strategy: "ALLGREEN",
  max_entries_to_build: 5,
  min_entries_to_merge: 1,
  max_entries_to_merge: 5,
  min_entries_to_merge_wait_minutes: 5,
  check_response_timeout_minutes: 60,
};

/** Has `main` merge through a queue; of several calls the first one's rule decides. Returns the ruleset's id. */
export async function requireQueue(
  { company }: Stage,
  parameters: Partial<Record<keyof typeof defaults, unknown>> = {},
) {
  const { data } = await company.people[owner].request("POST /repos/{owner}/{repo}/rulesets", {
    ...where,
    name: "Merge queue",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [{ type: "merge_queue", parameters: { ...defaults, ...parameters } }],
  } as never);
  return (data as { id: number }).id;
}

/** A pull request of Mia's that passes, in the queue; its group is judged as far as it can be. */
export async function queuedChange(stage: Stage, files?: Record<string, string>): Promise<Change> {
  const change = await waitingChange(stage, files === undefined ? {} : { files });
  await approve(stage, change);
  await stage.settled();
  await enqueue(stage, change);
  return change;
}

/** Adds a pull request to the queue. */
export async function enqueue(stage: Stage, { number }: Change): Promise<void> {
  await stage.company.people["mia-tanaka"].request("PUT /repos/{owner}/{repo}/_lab/pulls/{number}/queue", {
    ...where,
    number,
  });
  await stage.settled();
}

/** The queue as its page shows it. */
export async function queue({ company }: Stage): Promise<QueueRow[]> {
  const { data } = await company.people[owner].request("GET /repos/{owner}/{repo}/_lab/merge-queues/main", where);
  return data as QueueRow[];
}

/** CI's jobs end on a group's head: as `results` says, the others well. */
export async function runGroupCi(stage: Stage, row: QueueRow | undefined, results: Record<string, string> = {}) {
  const jobs = ["unit", "integration", "lint"].map((name) => ({ name, conclusion: results[name] ?? "success" }));
  await stage.company.actions.request("POST /repos/{owner}/{repo}/_lab/workflow-runs", {
    ...where,
    name: "CI",
    path: ".github/workflows/ci.yml",
    event: "merge_group",
    head_sha: row?.head_sha,
    head_branch: row?.head_ref?.replace("refs/heads/", ""),
    actor: "mia-tanaka",
    jobs,
  });
  await stage.settled();
}
