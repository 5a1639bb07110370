import type { AnyControl, Context } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import type { ControlSettings } from "../domain/policy.ts";
import { Unreadable } from "../domain/readable.ts";
import type { Settings, Values } from "../domain/setting.ts";
import { type Annotation, type ControlVerdict, type Judgement, notApplicable, unknown } from "../domain/verdict.ts";

export interface Judged {
  verdict: ControlVerdict;
  annotations: readonly Annotation[];
}

/** One control's verdict. What was not read is `unknown`: never a pass. */
export function judgeControl(
  control: AnyControl,
  facts: Facts,
  settings: ControlSettings | undefined,
  context: Context,
): Judged {
  const enforcement = control.always ? "block" : (settings?.enforcement ?? "off");
  const judgement =
    enforcement === "off"
      ? notApplicable("Not asked for by the policy")
      : evaluate(control, facts, settings ?? {}, context);
  const { outcome, summary, reasons, remedy, annotations = [] } = judgement;
  return { verdict: { id: control.id, enforcement, outcome, summary, reasons, remedy }, annotations };
}

function evaluate(control: AnyControl, facts: Facts, settings: object, context: Context): Judgement {
  try {
    return control.evaluate(facts, settings as Values<Settings>, context);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return unknown("Something it needs could not be read", {
      reasons: [error.message],
      remedy: "Re-run the check; if it stays, ask an operator of the app to look at what could not be read.",
    });
  }
}
