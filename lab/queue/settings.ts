import { validationFailed } from "../http/errors.ts";
import type { MergeMethod } from "../pulls/land.ts";
import { rulesOf } from "../rules/applicable.ts";
import type { Repository } from "../state/repository.ts";
import type { State } from "../state/state.ts";

/** How the queue of a branch works. https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets#require-merge-queue */
export type QueueSettings = {
  method: MergeMethod;
  /** Every entry of a group must pass, not only its last. */
  allGreen: boolean;
  /** Entries that wait for checks at one time. */
  mostToBuild: number;
  fewestToMerge: number;
  mostToMerge: number;
  /** Milliseconds to wait for the fewest to merge. */
  wait: number;
  /** Milliseconds to wait for checks. */
  timeout: number;
};

const methods: Record<string, MergeMethod> = { MERGE: "merge", SQUASH: "squash", REBASE: "rebase" };
const strategies = ["ALLGREEN", "HEADGREEN"];
const limits: Record<string, [number, number]> = {
  check_response_timeout_minutes: [1, 360],
  max_entries_to_build: [0, 100],
  max_entries_to_merge: [0, 100],
  min_entries_to_merge: [0, 100],
  min_entries_to_merge_wait_minutes: [0, 360],
};

/** Throws 422 for parameters of a `merge_queue` rule that GitHub's description does not allow. */
export function requireQueueParameters(parameters: Record<string, unknown>): void {
  const wrong = Object.entries(limits).filter(([name, [least, most]]) => {
    const value = parameters[name];
    return typeof value !== "number" || !Number.isInteger(value) || value < least || value > most;
  });
  const fields = wrong.map(([name]) => name);
  if (!Object.hasOwn(methods, String(parameters.merge_method))) fields.push("merge_method");
  if (!strategies.includes(String(parameters.grouping_strategy))) fields.push("grouping_strategy");
  if (fields.length === 0) return;
  throw validationFailed(fields.map((field) => ({ resource: "RepositoryRuleset", field, code: "invalid" })));
}

/** How the queue of a branch works; null: it has none. */
export function queueSettings(state: State, repository: Repository, branch: string): QueueSettings | null {
  const applied = rulesOf(state, repository, `refs/heads/${branch}`).find(({ rule }) => rule.type === "merge_queue");
  if (!applied) return null;
  const { parameters = {} } = applied.rule;
  const count = (name: string) => Number(parameters[name]);
  const minutes = (name: string) => count(name) * 60_000;
  return {
    method: methods[String(parameters.merge_method)] ?? "merge",
    allGreen: parameters.grouping_strategy === "ALLGREEN",
    // The API allows 0, the settings page starts at 1: a queue that never moves is no use.
    mostToBuild: Math.max(1, count("max_entries_to_build")),
    mostToMerge: Math.max(1, count("max_entries_to_merge")),
    fewestToMerge: Math.max(1, count("min_entries_to_merge")),
    wait: minutes("min_entries_to_merge_wait_minutes"),
    timeout: minutes("check_response_timeout_minutes"),
  };
}
