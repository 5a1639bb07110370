import type { CheckRun, CommitStatus } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";

/** A check that must pass; `appId` null: from anyone. */
export type RequiredCheck = { context: string; appId: number | null };

/** How a required check stands. `expected`: nobody acceptable has reported it. */
export type CheckState = "passed" | "failing" | "pending" | "expected";

// https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/about-status-checks#check-statuses-and-conclusions
const passing = new Set(["success", "neutral", "skipped"]);

/** The latest run of each app, by name. */
function latestRuns(repository: Repository, sha: string, required: RequiredCheck): CheckRun[] {
  const latest = new Map<number, CheckRun>();
  for (const run of repository.checkRuns) {
    if (run.headSha !== sha || run.name !== required.context) continue;
    if (required.appId !== null && run.app.id !== required.appId) continue;
    latest.set(run.app.id, run);
  }
  return [...latest.values()];
}

function latestStatus(repository: Repository, sha: string, required: RequiredCheck): CommitStatus | undefined {
  return repository.statuses.findLast(
    ({ sha: of, context, app }) =>
      of === sha && context === required.context && (required.appId === null || app?.id === required.appId),
  );
}

function runState(run: CheckRun): CheckState {
  if (run.status !== "completed") return "pending";
  return passing.has(run.conclusion ?? "") ? "passed" : "failing";
}

function statusState(status: CommitStatus): CheckState {
  if (status.state === "success") return "passed";
  return status.state === "pending" ? "pending" : "failing";
}

/**
 * How a required check stands on a commit. A check run and a status of one name must both pass; a check pinned to an app
 * counts only from that app.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-status-checks-before-merging
 */
export function checkState(repository: Repository, sha: string, required: RequiredCheck): CheckState {
  const status = latestStatus(repository, sha, required);
  const states = latestRuns(repository, sha, required).map(runState);
  if (status) states.push(statusState(status));
  if (states.length === 0) return "expected";
  for (const bad of ["failing", "pending"] as const) {
    if (states.includes(bad)) return bad;
  }
  return "passed";
}

/**
 * The same for a pull request: a status on the test merge commit decides, else the one on the head.
 * https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks#conflicts-between-head-commit-and-test-merge-commit
 */
export function pullCheckState(
  repository: Repository,
  headSha: string,
  mergeSha: string | null,
  required: RequiredCheck,
): CheckState {
  const onMerge = mergeSha ? checkState(repository, mergeSha, required) : "expected";
  return onMerge === "expected" ? checkState(repository, headSha, required) : onMerge;
}

/** GitHub's sentence about required checks that have not passed, or null. */
export function checksMessage(states: { context: string; state: CheckState }[]): string | null {
  const open = states.filter(({ state }) => state !== "passed");
  const [first] = open;
  if (!first) return null;
  const words = { failing: "is failing", pending: "is pending", expected: "is expected", passed: "" };
  if (open.length === 1) return `Required status check "${first.context}" ${words[first.state]}.`;
  const alike = open.every(({ state }) => state === first.state);
  const told = alike ? words[first.state].replace("is ", "are ") : "have not succeeded";
  return `${open.length} of ${states.length} required status checks ${told}.`;
}
