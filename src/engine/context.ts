import type { AnyControl, Context, PolicyState } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import type { ControlSettings } from "../domain/policy.ts";
import type { Settings, Values } from "../domain/setting.ts";
import type { Enforcement } from "../domain/verdict.ts";
import { fillDefaults } from "../policy/fill-defaults.ts";
import { effectOfChange } from "./effect-of-change.ts";
import type { PolicyInForce, ResolvedInForce } from "./policy-in-force.ts";

/** What controls may know of the policy beyond their own settings. */
export function contextOf(
  inForce: ResolvedInForce,
  settings: ReadonlyMap<string, ControlSettings>,
  facts: Facts,
  policy: PolicyInForce,
  controls: readonly AnyControl[],
): Context {
  const { effective, withoutEffect } = inForce;
  const state: PolicyState = {
    error: policy.error,
    floorMissing: policy.floorMissing,
    empty: Object.keys(effective.controls).length === 0,
    withoutEffect: withoutEffect.map((note) => note.sentence),
    change: effectOfChange(policy, effective, facts, controls),
  };
  return {
    checkName: checkNameFor(effective["check-name"], facts.pullRequest.base.ref),
    missingAfter: effective["missing-after"],
    breakGlass: effective["break-glass"],
    policy: state,
    settingsOf<S extends Settings>(control: { id: string; settings: S }) {
      const own = settings.get(control.id) ?? { enforcement: "off", ...fillDefaults(control.settings, {}) };
      return own as unknown as Values<S> & { enforcement: Enforcement };
    },
  };
}

/** The name of the gate's check run on pull requests into a base branch. */
export function checkNameFor(template: string, base: string): string {
  return template.replaceAll("{base}", () => base);
}
