import type { AnyControl } from "../domain/control.ts";
import type { EffectivePolicy, Role, WrittenPolicy } from "../domain/policy.ts";
import { compareEquality } from "../domain/setting.ts";
import { fillDefaults, type Written } from "./fill-defaults.ts";
import { type Merged, mergeSettings, type Overruled } from "./merge-settings.ts";
import { policySettings } from "./settings.ts";

/** A policy that writes nothing. */
export const emptyPolicy: WrittenPolicy = { roles: {}, controls: {}, rules: [] };

/** The policy in force before its rules, and what the repository wrote in vain outside of them. */
export function mergePolicies(
  floor: WrittenPolicy,
  repository: WrittenPolicy,
  controls: readonly AnyControl[],
): Merged<EffectivePolicy> {
  const settings = policySettings(controls);
  const merged = mergeSettings(settings, written(floor), written(repository), { repository: "", floor: "" });
  const filled = fillDefaults(settings, merged.value) as unknown as EffectivePolicy;
  const branches = filled.branches ?? [];
  const value: EffectivePolicy = {
    ...filled,
    version: 1,
    branches: branches.length > 0 ? branches : null,
    roles: { ...repository.roles, ...floor.roles },
    rules: [
      ...floor.rules.map((rule) => ({ ...rule, from: "organization" as const })),
      ...repository.rules.map((rule) => ({ ...rule, from: "repository" as const })),
    ],
    "break-glass": filled["break-glass"] ?? null,
  };
  return { value, overruled: [...merged.overruled, ...overruledRoles(floor, repository)] };
}

function written({ roles, rules, ...rest }: WrittenPolicy): Written {
  return rest as Written;
}

function overruledRoles(floor: WrittenPolicy, repository: WrittenPolicy): Overruled[] {
  return Object.entries(repository.roles).flatMap(([name, asked]): Overruled[] => {
    const holds = Object.hasOwn(floor.roles, name) ? floor.roles[name] : undefined;
    if (holds === undefined || isSameRole(holds, asked)) return [];
    return [{ path: `roles.${name}`, floorPath: `roles.${name}`, asked, holds }];
  });
}

/** Whether two roles name the same people, teams and permissions, in any order. */
export function isSameRole(a: Role, b: Role): boolean {
  return compareEquality(inOrder(a), inOrder(b)) === "equal";
}

function inOrder({ users, teams, permissions }: Role): string[][] {
  return [users, teams, permissions].map((names) => [...new Set(names)].sort());
}
