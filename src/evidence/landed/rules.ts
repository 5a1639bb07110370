import type { LandedBody } from "../bodies.ts";
import type { DecisionBody, GroupDecisionBody } from "../record.ts";
import type { DecidedOn } from "./decision.ts";

type Rules = LandedBody["policy"]["rules"];

/**
 * All that was asked of a landing. The decision on a merge group tells what was asked of the group; what its pull request had to
 * meet by itself was asked as well.
 */
export function rulesOf(body: DecisionBody | GroupDecisionBody, on: DecidedOn | null): Rules {
  if (!("pull_requests" in body) || !on?.verdict?.gated) return [...body.controls];
  const asked = new Set(body.controls.map(({ id }) => id));
  const before = on.verdict.controls.filter(({ id }) => !asked.has(id));
  return [...before.map(({ id, enforcement, outcome }) => metByGroup({ id, enforcement, outcome })), ...body.controls];
}

/** A group is up to date where its pull request need not be. */
function metByGroup(rule: Rules[number]): Rules[number] {
  return rule.id === "up-to-date" && rule.outcome !== "not-applicable" ? { ...rule, outcome: "pass" } : rule;
}
