import type { AnyControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import type { Mode } from "../domain/policy.ts";
import { isUnavailable } from "../domain/readable.ts";
import { type ParsedPolicy, parsePolicy } from "./parse.ts";
import { formatProblem } from "./problems.ts";
import { gateSettings } from "./settings.ts";

const text = (mode: Mode) => `version: 1
mode: ${mode}
roles:
  senior: { permissions: [maintain, admin] }
  officer: { permissions: [admin] }
controls:
  senior-review: {}
  plain-http: {}
  guarded-paths: {}
  gate-required: { enforcement: warn }
`;

const parsed = new WeakMap<readonly AnyControl[], Map<Mode, ParsedPolicy>>();

/**
 * The policy that holds where neither repository nor organisation has one (contract, section 6): it observes, and
 * enforces where the branch's rules require this gate or cannot be read.
 */
export function builtInPolicy(facts: Pick<Facts, "branchRules">, controls: readonly AnyControl[]): ParsedPolicy {
  const mode = builtInMode(facts.branchRules);
  const known = parsed.get(controls) ?? new Map<Mode, ParsedPolicy>();
  const policy = known.get(mode) ?? parseBuiltIn(mode, controls);
  parsed.set(controls, known.set(mode, policy));
  return policy;
}

function parseBuiltIn(mode: Mode, controls: readonly AnyControl[]): ParsedPolicy {
  const policy = parsePolicy(text(mode), { file: "the built-in policy", controls });
  if ("written" in policy) return policy;
  throw new Error(`the built-in policy is invalid: ${policy.problems.map(formatProblem).join("; ")}`);
}

function builtInMode(branchRules: Facts["branchRules"]): Mode {
  if (isUnavailable(branchRules) || isUnavailable(branchRules.requiredChecks)) return "enforce";
  const { requiredChecks, appId } = branchRules;
  const isOurs = (pin: (typeof requiredChecks)[number]["appId"]) =>
    pin === null || isUnavailable(pin) || isUnavailable(appId) || pin === appId;
  const name = gateSettings["check-name"].default;
  return requiredChecks.some((check) => check.name === name && isOurs(check.appId)) ? "enforce" : "observe";
}
