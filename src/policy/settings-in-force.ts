import type { AnyControl } from "../domain/control.ts";
import type { ControlSettings } from "../domain/policy.ts";
import { applyRules, type MatchingRule } from "./apply-rules.ts";
import { fillDefaults, type Written } from "./fill-defaults.ts";
import { mergeSettings } from "./merge-settings.ts";
import type { ParsedPolicy } from "./parse.ts";
import { settingsOfControls } from "./settings.ts";

/** The settings in force by control; a control that is not active is absent. */
export type SettingsInForce = Readonly<Record<string, ControlSettings>>;

/** A rule that matches a pull request, and whose it is. */
export interface RuleInForce extends MatchingRule {
  from: "organization" | "repository";
}

/** The two policies that are put together; null where there is none. */
export interface Parts {
  floor: ParsedPolicy | null;
  repository: ParsedPolicy | null;
  controls: readonly AnyControl[];
}

/** The settings where these rules match: each policy's rules on what it writes, then the stricter of both. */
export function settingsInForce(
  { floor, repository, controls }: Parts,
  rules: readonly RuleInForce[],
): SettingsInForce {
  const [floorBase, repositoryBase] = [floor?.written.controls ?? {}, repository?.written.controls ?? {}];
  const ofFloor = rules.filter(({ from }) => from === "organization");
  const ofRepository = rules.filter(({ from }) => from === "repository");
  const settings = settingsOfControls(controls);
  const merged = mergeSettings(
    settings,
    applyRules(floorBase, ofFloor, repositoryBase, controls) as Written,
    applyRules(repositoryBase, ofRepository, floorBase, controls) as Written,
    { repository: "controls", floor: "controls" },
  );
  return fillDefaults(settings, merged.value) as SettingsInForce;
}
