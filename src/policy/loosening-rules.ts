import type { AnyControl } from "../domain/control.ts";
import type { Condition, WrittenPolicy } from "../domain/policy.ts";
import { fillControl } from "./fill-defaults.ts";
import { formatValue } from "./format-value.ts";
import { loosenings } from "./loosenings.ts";
import type { Fault } from "./problems.ts";
import { configurable, settingsOf } from "./settings.ts";

/** Conditions that a pull request cannot be given by whoever wants it waved through. */
const firmConditions: readonly (keyof Condition)[] = ["only-paths", "authors", "base"];

/** Rules that ask for less than the policy's own base without a condition that allows it (contract, section 6, rules). */
export function looseningRules(policy: WrittenPolicy, controls: readonly AnyControl[]): Fault[] {
  return policy.rules.flatMap((rule, index) => {
    if (firmConditions.some((key) => rule.when[key] !== undefined)) return [];
    return configurable(controls).flatMap((control): Fault[] => {
      const [base, change] = [policy.controls[control.id], rule.controls[control.id]];
      if (base === undefined || change === undefined) return [];
      return loosenings(settingsOf(control), fillControl(control, base), change).map(({ path, from, to }) => ({
        path: ["rules", String(index), "controls", control.id, ...path.split(".")],
        message: `a rule that loosens needs only-paths, authors or base; it sets ${formatValue(to)} where ${formatValue(from)} holds`,
      }));
    });
  });
}
