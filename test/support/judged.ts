import { controls } from "../../src/controls/index.ts";
import type { Facts } from "../../src/domain/facts.ts";
import type { GatedVerdict } from "../../src/domain/verdict.ts";
import { type Evaluation, judge } from "../../src/engine/judge.ts";
import type { PolicyInForce } from "../../src/engine/policy-in-force.ts";
import { type ParsedPolicy, parsePolicy } from "../../src/policy/parse.ts";
import { formatProblem } from "../../src/policy/problems.ts";

/** A policy out of YAML; throws what is wrong with it. */
export function parsed(text: string, file = "policy.yml"): ParsedPolicy {
  const policy = parsePolicy(text, { file, controls });
  if ("problems" in policy) throw new Error(policy.problems.map(formatProblem).join("\n"));
  return policy;
}

/** One evaluation under the policies that a test writes. */
export function evaluation(
  facts: Facts,
  policy: string | null,
  floor: string | null = null,
  state: Partial<PolicyInForce> = {},
): Evaluation {
  const repository = policy === null ? null : parsed(policy);
  const organization = floor === null ? null : parsed(floor, "mergewarden.organization.yml");
  return judge({ repository, organization, error: null, floorMissing: null, ...state }, facts, controls);
}

/** The verdict of a gated pull request. */
export function gated(...given: Parameters<typeof evaluation>): GatedVerdict {
  const { verdict } = evaluation(...given);
  if (!verdict.gated) throw new Error("expected a gated base");
  return verdict;
}

export function outcomeOf(verdict: GatedVerdict, id: string): string | undefined {
  return verdict.controls.find((control) => control.id === id)?.outcome;
}
