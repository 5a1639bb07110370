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

/** The policy that holds where neither repository nor organisation has one (contract, section 6). */
export function builtInPolicy(controls: readonly AnyControl[], mode: Mode): ParsedPolicy {
  const parsed = parsePolicy(text(mode), { file: "the built-in policy", controls });
  if ("written" in parsed) return parsed;
  throw new Error(`the built-in policy is invalid: ${parsed.problems.map(formatProblem).join("; ")}`);
}

/** The built-in policy's mode: it enforces where the branch's rules require this gate, or cannot be read. */
export function builtInMode(branchRules: Facts["branchRules"]): Mode {
  if (isUnavailable(branchRules) || isUnavailable(branchRules.requiredChecks)) return "enforce";
  const { requiredChecks, appId } = branchRules;
  const isOurs = (pin: (typeof requiredChecks)[number]["appId"]) =>
    pin === null || isUnavailable(pin) || isUnavailable(appId) || pin === appId;
  const name = gateSettings["check-name"].default;
  return requiredChecks.some((check) => check.name === name && isOurs(check.appId)) ? "enforce" : "observe";
}
