import type { AnyControl, Context } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import { judgePart } from "../domain/judge-part.ts";
import type { ControlSettings } from "../domain/policy.ts";
import type { Settings, Values } from "../domain/setting.ts";
import { type Annotation, type ControlVerdict, notApplicable } from "../domain/verdict.ts";

export interface Judged {
  verdict: ControlVerdict;
  /** What is missing in the fewest words; beside the verdict, which has no place for it. */
  gist: string;
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
      : judgePart(() => control.evaluate(facts, (settings ?? {}) as Values<Settings>, context));
  const { outcome, summary, gist = summary, reasons, remedy, annotations = [] } = judgement;
  return { verdict: { id: control.id, enforcement, outcome, summary, reasons, remedy }, gist, annotations };
}
