import type { AnyControl } from "../domain/control.ts";
import type { EffectivePolicy, WrittenPolicy } from "../domain/policy.ts";
import type { Settings } from "../domain/setting.ts";
import { compareEquality } from "../domain/setting.ts";
import type { Enforcement } from "../domain/verdict.ts";
import type { Written } from "./fill-defaults.ts";
import { joinPath } from "./merge-settings.ts";
import type { ParsedPolicy } from "./parse.ts";
import type { ResolvedPolicy } from "./resolve.ts";
import { breakGlassSettings, gateSettings } from "./settings.ts";

/** Who wrote the value that holds. */
export type Origin = "organization" | "repository" | "both" | "default";

/** A setting in force. */
export interface ExplainedSetting {
  /** Keys joined by dots, below its control. */
  key: string;
  value: unknown;
  from: Origin;
  description: string;
}

/** A control in force. */
export interface ExplainedControl {
  id: string;
  title: string;
  rationale: string;
  enforcement: Enforcement;
  from: Origin;
  settings: ExplainedSetting[];
}

/** The policy in force, ready to be told. */
export interface Explanation {
  policyDigest: string;
  gate: ExplainedSetting[];
  roles: {
    name: string;
    users: readonly string[];
    teams: readonly string[];
    permissions: readonly string[];
    from: Origin;
  }[];
  controls: ExplainedControl[];
  rules: EffectivePolicy["rules"];
  breakGlass: ExplainedSetting[] | null;
  /** The repository's lines that ask for less than the organisation's, a sentence each. */
  withoutEffect: string[];
}

interface Sources {
  repository?: Pick<ParsedPolicy, "written"> | undefined;
  organization?: Pick<ParsedPolicy, "written"> | undefined;
}

/** The controls in force before rules, with where each value comes from. */
export function explainPolicy(
  resolved: ResolvedPolicy,
  sources: Sources,
  controls: readonly AnyControl[],
): Explanation {
  const { effective, digest, withoutEffect } = resolved;
  const origin = originIn(sources.organization?.written, sources.repository?.written);
  const breakGlass = effective["break-glass"];
  return {
    policyDigest: digest,
    gate: explainSettings(gateSettings, { ...effective, branches: effective.branches ?? [] }, "", origin),
    roles: Object.entries(effective.roles).map(([name, role]) => ({
      name,
      ...role,
      from: origin(["roles", name], role),
    })),
    controls: controls.flatMap((control): ExplainedControl[] => {
      const values = effective.controls[control.id];
      if (values === undefined) return [];
      const { id, title, rationale } = control;
      const { enforcement, ...rest } = values;
      const from = origin(["controls", id, "enforcement"], enforcement);
      return [
        {
          id,
          title,
          rationale,
          enforcement,
          from,
          settings: explainSettings(control.settings, rest, `controls.${id}`, origin),
        },
      ];
    }),
    rules: effective.rules,
    breakGlass: breakGlass && explainSettings(breakGlassSettings, { ...breakGlass }, "break-glass", origin),
    withoutEffect: withoutEffect.map((note) => note.sentence),
  };
}

type OriginOf = (path: readonly string[], value: unknown) => Origin;

function explainSettings(
  settings: Settings,
  values: Written,
  path: string,
  origin: OriginOf,
  prefix = "",
): ExplainedSetting[] {
  return Object.entries(settings).flatMap(([key, setting]): ExplainedSetting[] => {
    const value = values[key];
    const name = joinPath(prefix, key);
    if (value === undefined) return [];
    if (setting.kind === "group") return explainSettings(setting.members, value as Written, path, origin, name);
    const from = origin(
      [...path.split("."), ...name.split(".")].filter((part) => part !== ""),
      value,
    );
    return [{ key: name, value, from, description: setting.description }];
  });
}

/** Compares what holds with what each policy writes. */
function originIn(floor: WrittenPolicy | undefined, repository: WrittenPolicy | undefined): OriginOf {
  return (path, value) => {
    const [byFloor, byRepository] = [valueAt(floor, path), valueAt(repository, path)];
    if (byFloor === undefined) return byRepository === undefined ? "default" : "repository";
    if (byRepository === undefined || compareEquality(byFloor, value) === "equal") return "organization";
    return compareEquality(byRepository, value) === "equal" ? "repository" : "both";
  };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Written)[key];
  }
  return current;
}
