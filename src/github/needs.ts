import type { AnyControl } from "../domain/control.ts";
import type { FactName } from "../domain/facts.ts";
import type { Condition, Role } from "../domain/policy.ts";
import type { PolicyInForce } from "../engine/policy-in-force.ts";
import { builtInPolicy } from "../policy/built-in.ts";
import { resolvePolicy } from "../policy/resolve.ts";

/** What a snapshot is needed for. */
export interface Needs {
  needs: ReadonlySet<FactName>;
  roles: Readonly<Record<string, Role>>;
}

const byCondition: { [K in keyof Condition]?: readonly FactName[] } = {
  paths: ["files"],
  "only-paths": ["files"],
  authors: ["commits", "pushers", "roles"],
  "dependency-update": ["dependencyChanges", "files"],
};

/** The facts that the controls in force need, those that a rule may put in force included, and what the rules ask. */
export function needsOf(policy: PolicyInForce, controls: readonly AnyControl[]): Needs {
  const isBuiltIn = policy.repository === null && policy.organization === null;
  // Whether the built-in policy observes or enforces, the branch's rules decide.
  const needs = new Set<FactName>(isBuiltIn ? ["branchRules"] : []);
  const builtIn = builtInPolicy({ branchRules: { unavailable: "not read yet" } }, controls);
  const resolved = resolvePolicy({
    repository: policy.repository ?? undefined,
    organization: policy.organization ?? undefined,
    builtIn,
    controls,
  });
  if ("problems" in resolved) return { needs, roles: {} };
  const { effective } = resolved;
  const listed = new Set([
    ...Object.keys(effective.controls),
    ...effective.rules.flatMap((rule) => Object.keys(rule.controls)),
  ]);
  for (const control of controls) {
    if (control.always || listed.has(control.id)) for (const fact of control.needs) needs.add(fact);
  }
  for (const { when } of effective.rules) {
    for (const key of Object.keys(when) as (keyof Condition)[])
      for (const fact of byCondition[key] ?? []) needs.add(fact);
  }
  return { needs, roles: effective.roles };
}
