import type { AnyControl, Context } from "../../src/domain/control.ts";
import type { Facts } from "../../src/domain/facts.ts";
import { judgeControl } from "../../src/engine/judge-control.ts";
import { fillDefaults } from "../../src/policy/fill-defaults.ts";

/** What controls know of a policy that lists only what a test says. */
export function context(changes: Partial<Context> & { settings?: Record<string, object> } = {}): Context {
  const { settings = {}, ...rest } = changes;
  return {
    checkName: "mergewarden",
    missingAfter: 30,
    breakGlass: null,
    policy: { error: null, floorMissing: null, empty: false, withoutEffect: [], change: null },
    settingsOf: (control) =>
      ({
        ...fillDefaults(control.settings, {}),
        ...({ enforcement: "off" } as object),
        ...settings[control.id],
      }) as never,
    ...rest,
  };
}

/** One control's verdict with its defaults and the settings a test gives. */
export function judged(
  control: AnyControl,
  facts: Facts,
  settings: object = {},
  changes: Parameters<typeof context>[0] = {},
) {
  const own = { enforcement: "block" as const, ...fillDefaults(control.settings, {}), ...settings };
  return judgeControl(control, facts, own, context(changes)).verdict;
}
