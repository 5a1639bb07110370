import type { AnyControl } from "../domain/control.ts";
import type { ControlSettings, EffectivePolicy, PolicyEffect } from "../domain/policy.ts";
import { diffSettings, effect, step } from "./diff-settings.ts";
import { fillControl } from "./fill-defaults.ts";
import { configurable } from "./settings.ts";

/** What becomes of each control. One that is absent is as good as off, unless a rule turns it on. */
export function diffControls(
  before: EffectivePolicy,
  after: EffectivePolicy,
  controls: readonly AnyControl[],
): PolicyEffect[] {
  return configurable(controls).flatMap((control) => {
    const sides = [before, after];
    const listed = sides.map((policy) => policy.controls[control.id]);
    const isInRules = sides.some(({ rules }) => rules.some((rule) => rule.controls[control.id] !== undefined));
    return diffControl(control, listed, isInRules);
  });
}

function diffControl(
  control: AnyControl,
  listed: readonly (ControlSettings | undefined)[],
  isInRules: boolean,
): PolicyEffect[] {
  const path = `controls.${control.id}`;
  const absent = fillControl(control, { enforcement: "off" });
  const [before = absent, after = absent] = listed;
  const [wasOff, isOff] = [before.enforcement === "off", after.enforcement === "off"];
  const settings = diffSettings(control.settings, before, after, path);
  if (wasOff && isOff) return isInRules ? settings : [];
  if (isOff) {
    const words = listed[1] === undefined ? `${before.enforcement} → removed` : step(before.enforcement, "off");
    return [effect(path, "loosened", words)];
  }
  if (wasOff) {
    const words = listed[0] === undefined ? `added, ${after.enforcement}` : step("off", after.enforcement);
    return [effect(path, "tightened", words), ...(isInRules ? settings : [])];
  }
  if (before.enforcement === after.enforcement) return settings;
  const kind = after.enforcement === "block" ? "tightened" : "loosened";
  return [effect(`${path}.enforcement`, kind, step(before.enforcement, after.enforcement)), ...settings];
}
