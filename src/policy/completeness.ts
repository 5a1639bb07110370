import { z } from "zod";
import type { AnyControl } from "../domain/control.ts";
import type { BreakGlassPolicy, ControlSettings, Role } from "../domain/policy.ts";
import type { Settings } from "../domain/setting.ts";
import { describeSchema, joinWords, type SchemaNode } from "./describe-schema.ts";
import type { Written } from "./fill-defaults.ts";
import { type Fault, suggestion } from "./problems.ts";

type Roles = Readonly<Record<string, Role>>;
type ControlMap = Readonly<Record<string, ControlSettings>>;

/** What controls that are on lack, and roles they use that nobody defines. Paths start at the policy's top. */
export function incompleteControls(settings: ControlMap, roles: Roles, controls: readonly AnyControl[]): Fault[] {
  return controls.flatMap((control): Fault[] => {
    const values = settings[control.id];
    if (values === undefined || values.enforcement === "off") return [];
    const path = ["controls", control.id];
    return [
      ...lacksChoice(control, values, path),
      ...lacksMembers(control.settings, values, path),
      ...undefinedRoles(control, values, roles, path),
    ];
  });
}

/** Roles that break-glass uses and nobody defines. */
export function incompleteBreakGlass(breakGlass: BreakGlassPolicy | null, roles: Roles): Fault[] {
  if (breakGlass === null) return [];
  return (["request", "approve"] as const).flatMap((key) =>
    undefinedRole(breakGlass[key], roles, ["break-glass", key]),
  );
}

function lacksChoice({ requiresOneOf = [] }: AnyControl, values: Written, path: readonly string[]): Fault[] {
  const isWritten = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
  if (requiresOneOf.length === 0 || requiresOneOf.some((key) => isWritten(values[key]))) return [];
  const words = requiresOneOf.length === 1 ? `${requiresOneOf[0]} with at least one item` : joinWords(requiresOneOf);
  return [{ path: [...path], message: `expected ${words}, got nothing` }];
}

function lacksMembers(settings: Settings, values: Written, path: readonly string[]): Fault[] {
  return Object.entries(settings).flatMap(([key, setting]): Fault[] => {
    const value = values[key];
    if (setting.kind === "group")
      return value === undefined ? [] : lacksMembers(setting.members, value as Written, [...path, key]);
    if (setting.kind === "list" || !setting.required || value !== undefined) return [];
    const expected = describeSchema(
      z.toJSONSchema(setting.schema, { io: "input", unrepresentable: "any" }) as SchemaNode,
    );
    return [{ path: [...path, key], message: `expected ${expected}, got nothing` }];
  });
}

function undefinedRoles(control: AnyControl, values: ControlSettings, roles: Roles, path: readonly string[]): Fault[] {
  const used = control.roles?.(values as Parameters<NonNullable<AnyControl["roles"]>>[0]) ?? [];
  return used.flatMap((role) => {
    const key = Object.keys(values).find((name) => values[name] === role);
    return undefinedRole(role, roles, key === undefined ? path : [...path, key]);
  });
}

function undefinedRole(role: string, roles: Roles, path: readonly string[]): Fault[] {
  if (Object.hasOwn(roles, role)) return [];
  const similar = suggestion(role, Object.keys(roles));
  const hint = similar === null ? `; define it: roles: { ${role}: { teams: [TEAM] } }` : ` (did you mean ${similar}?)`;
  return [
    { path: [...path], message: `expected a role that is defined under roles, got ${JSON.stringify(role)}${hint}` },
  ];
}
