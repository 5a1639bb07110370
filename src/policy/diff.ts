import type { AnyControl } from "../domain/control.ts";
import type { EffectivePolicy, PolicyEffect, Role } from "../domain/policy.ts";
import { compareEquality, type Settings } from "../domain/setting.ts";
import { diffControls } from "./diff-controls.ts";
import { diffRules } from "./diff-rules.ts";
import { diffSettings, effect, step } from "./diff-settings.ts";
import { isSameRole } from "./merge-policies.ts";
import { gateSettings } from "./settings.ts";

const { branches: branchSetting, ...otherSettings } = gateSettings;

/** Every setting that the second policy tightens, loosens or changes without order. */
export function diffPolicies(
  before: EffectivePolicy,
  after: EffectivePolicy,
  controls: readonly AnyControl[],
): PolicyEffect[] {
  return [
    ...diffSettings(otherSettings, { ...before }, { ...after }, ""),
    ...diffBranches(before.branches, after.branches),
    ...diffRoles(before.roles, after.roles),
    ...diffControls(before, after, controls),
    ...diffRules(before, after, controls),
    ...diffBreakGlass(before["break-glass"], after["break-glass"]),
  ];
}

/** The default branch may be any: against a list it has no order. */
function diffBranches(before: EffectivePolicy["branches"], after: EffectivePolicy["branches"]): PolicyEffect[] {
  if (before !== null && after !== null) {
    const settings: Settings = { branches: branchSetting };
    return diffSettings(settings, { branches: before }, { branches: after }, "");
  }
  if (before === after) return [];
  const words = step(before ?? "the default branch", after ?? "the default branch");
  return [effect("branches", "changed", words)];
}

function diffRoles(before: EffectivePolicy["roles"], after: EffectivePolicy["roles"]): PolicyEffect[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [from, to] = [own(before, name), own(after, name)];
    if (from !== undefined && to !== undefined && isSameRole(from, to)) return [];
    return [effect(`roles.${name}`, "changed", step(from, to))];
  });
}

function own(roles: EffectivePolicy["roles"], name: string): Role | undefined {
  return Object.hasOwn(roles, name) ? roles[name] : undefined;
}

function diffBreakGlass(before: EffectivePolicy["break-glass"], after: EffectivePolicy["break-glass"]): PolicyEffect[] {
  if (compareEquality(before, after) === "equal") return [];
  return [effect("break-glass", "changed", step(before, after))];
}
