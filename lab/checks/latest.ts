import type { CheckRun, CheckSuite, Conclusion } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";

/** The most recent run of each name in each suite. https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference */
export function latestOf(runs: CheckRun[]): CheckRun[] {
  const latest = new Map<string, CheckRun>();
  for (const run of runs) latest.set(`${run.suite.id} ${run.name}`, run);
  return [...latest.values()];
}

// The worst conclusion of its runs is the suite's.
const worstFirst: Conclusion[] = [
  "startup_failure",
  "failure",
  "timed_out",
  "action_required",
  "cancelled",
  "stale",
  "success",
  "neutral",
  "skipped",
];

/** How a suite stands, from its latest runs. */
export function suiteState(
  repository: Repository,
  suite: CheckSuite,
): { status: "queued" | "in_progress" | "completed"; conclusion: Conclusion | null; runs: CheckRun[] } {
  const runs = latestOf(repository.checkRuns.filter((run) => run.suite === suite));
  if (suite.rerequested || runs.length === 0) return { status: "queued", conclusion: null, runs };
  if (runs.every(({ status }) => status === "queued")) return { status: "queued", conclusion: null, runs };
  if (runs.some(({ status }) => status !== "completed")) return { status: "in_progress", conclusion: null, runs };
  const conclusion = worstFirst.find((worse) => runs.some((run) => run.conclusion === worse)) ?? null;
  return { status: "completed", conclusion, runs };
}
