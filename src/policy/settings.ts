import { z } from "zod";
import type { AnyControl } from "../domain/control.ts";
import { group, level, list, type Settings, unordered, wholeNumber } from "../domain/setting.ts";
import { enforcements } from "../domain/verdict.ts";
import { globSchema } from "../matching/glob-schema.ts";

const roleName = z.string().min(1);

/** The settings of the whole gate, by their keys at the top of the policy file. */
export const gateSettings = {
  mode: level(["observe", "enforce"], {
    default: "enforce",
    description: "`observe` judges and records, but the gate's own check run is never written.",
  }),
  branches: list(globSchema, {
    longer: "stricter",
    description: "Globs of the base branches that are gated. Without it: the default branch.",
  }),
  "check-name": unordered(z.string().trim().min(1), {
    default: "mergewarden",
    description: "Name of the check run; `{base}` stands for the base branch.",
  }),
  "missing-after": wholeNumber({
    min: 1,
    max: 10080,
    stricter: "fewer",
    default: 30,
    description: "Minutes until a check that never came is a failure.",
  }),
  comment: unordered(z.boolean(), {
    default: true,
    description: "Whether a summary comment is kept on the pull request.",
  }),
} satisfies Settings;

/** The settings of `break-glass`. */
export const breakGlassSettings = {
  request: unordered(roleName, { default: "senior", description: "The role whose members may ask." }),
  approve: unordered(roleName, { default: "officer", description: "The role whose members may approve." }),
  approvals: wholeNumber({ min: 1, max: 10, stricter: "more", default: 2, description: "Approvals needed." }),
  "valid-hours": wholeNumber({
    min: 1,
    max: 168,
    stricter: "fewer",
    default: 4,
    description: "Hours until the exception ends.",
  }),
  "review-within-hours": wholeNumber({
    min: 1,
    max: 720,
    stricter: "fewer",
    default: 24,
    description: "Hours until somebody must have reviewed the change after all.",
  }),
} satisfies Settings;

/** The setting that every control has. */
export const enforcementSetting = level(enforcements, {
  default: "block",
  description: "What the control's outcome means for the gate.",
});

/** A control's settings with its `enforcement`. */
export function settingsOf(control: Pick<AnyControl, "settings">): Settings {
  return { enforcement: enforcementSetting, ...control.settings };
}

/** The controls that a policy may list. */
export function configurable(controls: readonly AnyControl[]): AnyControl[] {
  return controls.filter((control) => control.always !== true);
}

/** The settings of each control under its id, as `controls` holds them. */
export function settingsOfControls(controls: readonly AnyControl[]): Settings {
  return Object.fromEntries(
    configurable(controls).map((control) => [control.id, group(control.title, settingsOf(control))] as const),
  );
}

/** The settings of a whole policy: of the gate, of `break-glass` and, under `controls`, of each control. */
export function policySettings(controls: readonly AnyControl[]): Settings {
  return {
    ...gateSettings,
    "break-glass": group("Who may lift the gate for one head in an emergency.", breakGlassSettings),
    controls: group("The controls that are active.", settingsOfControls(controls)),
  };
}
