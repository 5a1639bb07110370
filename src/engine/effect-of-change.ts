import type { AnyControl, PolicyState } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import type { EffectivePolicy, Problem } from "../domain/policy.ts";
import { isUnavailable } from "../domain/readable.ts";
import { builtInPolicy } from "../policy/built-in.ts";
import { diffPolicies } from "../policy/diff.ts";
import { type ParsedPolicy, parsePolicy } from "../policy/parse.ts";
import { formatProblem } from "../policy/problems.ts";
import { resolvePolicy } from "../policy/resolve.ts";
import type { PolicyInForce } from "./policy-in-force.ts";

/** The file at the root of the organisation's policy repository that is the floor. */
export const organizationPolicyPath = "mergewarden.organization.yml";

interface Setting {
  facts: Pick<Facts, "branchRules">;
  policy: Pick<PolicyInForce, "organization">;
  controls: readonly AnyControl[];
  path: string;
}

/** What a pull request does to the policy under the floor; null if it does not touch it. */
export function effectOfChange(
  policy: PolicyInForce,
  inForce: EffectivePolicy,
  facts: Facts,
  controls: readonly AnyControl[],
): PolicyState["change"] {
  const { policyChange } = facts;
  if (policyChange === null || isUnavailable(policyChange)) return policyChange;
  const { path, before, after } = policyChange;
  if (isUnavailable(before)) return before;
  if (isUnavailable(after)) return after;
  const setting = { facts, policy, controls, path };
  const proposed = effectiveOf(after, setting);
  if ("problems" in proposed) return { problem: proposed.problems.map(formatProblem).join("\n") };
  const former = effectiveOf(before ?? builtInPolicy(facts, controls), setting);
  return { effects: diffPolicies("problems" in former ? inForce : former, proposed, controls) };
}

/** What a change that landed made of what holds under the floor: of no file, that is the floor alone, or the built-in policy. */
export function effectOfLanding(
  { before, after }: { before: string | null; after: string | null },
  setting: Setting,
): NonNullable<Exclude<PolicyState["change"], { unavailable: string }>> {
  const latter = effectiveOf(after, setting);
  if ("problems" in latter) return { problem: latter.problems.map(formatProblem).join("\n") };
  const former = effectiveOf(before, setting);
  // What held before may not fit the floor of today: then the floor held.
  const held = "problems" in former ? effectiveOf(null, setting) : former;
  if ("problems" in held) return { problem: held.problems.map(formatProblem).join("\n") };
  return { effects: diffPolicies(held, latter, setting.controls) };
}

/** The policy that a file's text makes: null is no file, so that the floor alone, or the built-in one, holds. */
function effectiveOf(
  source: string | ParsedPolicy | null,
  { facts, policy, controls, path }: Setting,
): EffectivePolicy | { problems: readonly Problem[] } {
  const file = typeof source === "string" ? parsePolicy(source, { file: path, controls }) : source;
  if (file !== null && "problems" in file) return file;
  const isFloor = path === organizationPolicyPath;
  const organization = isFloor ? file : policy.organization;
  const repository = isFloor ? null : file;
  const resolved = resolvePolicy({
    ...(repository !== null && { repository }),
    ...(organization !== null && { organization }),
    builtIn: builtInPolicy(facts, controls),
    controls,
  });
  return "problems" in resolved ? resolved : resolved.effective;
}
