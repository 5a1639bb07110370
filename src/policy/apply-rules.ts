import type { AnyControl } from "../domain/control.ts";
import type { Rule, WrittenControl } from "../domain/policy.ts";
import type { AnySetting, Settings } from "../domain/setting.ts";
import { fillDefaults, type Written } from "./fill-defaults.ts";
import { loosenings } from "./loosenings.ts";
import { union } from "./merge-settings.ts";
import { configurable, settingsOf } from "./settings.ts";

/** A rule that matches a pull request, or of which the facts cannot tell: then only what it tightens applies. */
export interface MatchingRule {
  rule: Rule;
  match: "yes" | "cannot-tell";
}

/** What a policy writes for its controls. */
export type WrittenControls = Readonly<Record<string, WrittenControl>>;

/**
 * What a policy writes with its rules applied in their order. A list that it does not write itself is added to as it
 * would be without the rule: `elsewhere` is what the other policy writes.
 */
export function applyRules(
  base: WrittenControls,
  rules: readonly MatchingRule[],
  elsewhere: WrittenControls,
  controls: readonly AnyControl[],
): WrittenControls {
  if (rules.length === 0) return base;
  const result: Record<string, WrittenControl> = { ...base };
  for (const { rule, match } of rules) {
    for (const control of configurable(controls)) {
      const change = rule.controls[control.id];
      if (change === undefined) continue;
      const soFar = result[control.id];
      const other = elsewhere[control.id] ?? {};
      const cautious = match === "cannot-tell";
      result[control.id] =
        soFar === undefined
          ? applyChange(settingsOf(control), { enforcement: "block" }, change, other, false)
          : applyChange(settingsOf(control), soFar, change, other, cautious);
    }
  }
  return result;
}

function applyChange<T extends Written>(
  settings: Settings,
  soFar: T,
  change: Written,
  other: Written,
  cautious: boolean,
): T {
  const filled = fillDefaults(settings, { ...other, ...soFar });
  const result: Record<string, unknown> = { ...soFar };
  for (const [key, to] of Object.entries(change)) {
    const setting = settings[key];
    if (setting === undefined) continue;
    if (setting.kind === "group") {
      const [own, others] = [(soFar[key] ?? {}) as Written, (other[key] ?? {}) as Written];
      const isNew = soFar[key] === undefined && other[key] === undefined;
      result[key] = applyChange(setting.members, own, to as Written, others, cautious && !isNew);
    } else if (!cautious || loosenings({ [key]: setting }, filled, { [key]: to }).length === 0) {
      result[key] = applied(setting, filled[key], to);
    }
  }
  return result as T;
}

function applied(setting: AnySetting, soFar: unknown, to: unknown): unknown {
  if (setting.kind !== "list") return to;
  return union((soFar ?? []) as readonly unknown[], to as readonly unknown[]);
}
