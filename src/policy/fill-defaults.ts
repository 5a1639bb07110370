import type { AnyControl } from "../domain/control.ts";
import type { ControlSettings } from "../domain/policy.ts";
import type { Settings } from "../domain/setting.ts";
import { settingsOf } from "./settings.ts";

/** Values of settings by key; what is absent was not written. */
export type Written = Readonly<Record<string, unknown>>;

/** The values with defaults filled in, in the settings' order; a group that holds only if it is written stays absent. */
export function fillDefaults(settings: Settings, written: Written): Written {
  const filled: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const value = written[key];
    if (setting.kind === "group") {
      if (value !== undefined || setting.always) filled[key] = fillDefaults(setting.members, (value ?? {}) as Written);
      continue;
    }
    const known = value ?? setting.default;
    if (known !== undefined) filled[key] = known;
  }
  return filled;
}

/** A control's settings in force, from what is written for it. */
export function fillControl(control: Pick<AnyControl, "settings">, written: Written): ControlSettings {
  return fillDefaults(settingsOf(control), written) as ControlSettings;
}
