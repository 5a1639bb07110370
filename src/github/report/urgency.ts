import type { ControlVerdict, GatedVerdict } from "../../domain/verdict.ts";

const urgency: Readonly<Record<ControlVerdict["outcome"], number>> = {
  fail: 0,
  unknown: 1,
  pending: 2,
  pass: 6,
  "not-applicable": 7,
};

/** What blocks before what warns, what failed before what waits; else the reference's order. */
export function byUrgency(a: ControlVerdict, b: ControlVerdict): number {
  return urgency[a.outcome] + (isBlocking(a) ? 0 : 3) - urgency[b.outcome] - (isBlocking(b) ? 0 : 3);
}

/** The policy's controls that passed. `policy` and `policy-change` are judged whatever it says, and not counted. */
export function passedOf({ controls }: GatedVerdict): ControlVerdict[] {
  return controls.filter((control) => isOn(control) && control.outcome === "pass" && !isAlways(control));
}

/** The controls that want something, whether they block or warn. */
export function wantingOf({ controls }: GatedVerdict): ControlVerdict[] {
  return controls.filter(
    (control) => isOn(control) && control.outcome !== "pass" && control.outcome !== "not-applicable",
  );
}

/** Whether a control can block: the policy's own controls always can. */
export function isBlocking(control: ControlVerdict): boolean {
  return control.enforcement === "block";
}

function isOn({ enforcement }: ControlVerdict): boolean {
  return enforcement !== "off";
}

function isAlways({ id }: ControlVerdict): boolean {
  return id === "policy" || id === "policy-change";
}
