import type { AnyControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import { builtInPolicy } from "../policy/built-in.ts";
import type { ParsedPolicy } from "../policy/parse.ts";
import { PolicyError } from "../policy/policy-error.ts";
import { type ResolvedPolicy, resolvePolicy } from "../policy/resolve.ts";

/** The policy files that judge, and what is wrong with how they came. */
export interface PolicyInForce {
  /** null: the repository has none, or none that ever loaded. */
  repository: ParsedPolicy | null;
  /** The floor; null: the organisation has none. */
  organization: ParsedPolicy | null;
  /** Why the policy on the default branch does not load; null if it does or there is none. */
  error: string | null;
  /** Why the floor that once was is not known any more; null if it is. */
  floorMissing: string | null;
}

export type ResolvedInForce = ResolvedPolicy;

/** One policy out of the files in force. Throws {@link PolicyError} if they do not fit together. */
export function resolveInForce(
  policy: PolicyInForce,
  facts: Pick<Facts, "branchRules">,
  controls: readonly AnyControl[],
): ResolvedInForce {
  const { repository, organization, error } = policy;
  // A policy that does not load is no reason to judge less strictly: the built-in one then enforces.
  const known = error === null ? facts : { branchRules: { unavailable: "the policy does not load" } };
  const resolved = resolvePolicy({
    ...(repository !== null && { repository }),
    ...(organization !== null && { organization }),
    builtIn: builtInPolicy(known, controls),
    controls,
  });
  if ("problems" in resolved) throw new PolicyError(resolved.problems);
  return resolved;
}
