import type { ControlVerdict, GatedVerdict } from "../../domain/verdict.ts";
import { plain } from "./text.ts";

const words = { success: "Passed", failure: "Blocked", pending: "Waiting" } as const;
const observed = { success: "Would pass", failure: "Would block", pending: "Would wait" } as const;

/** The one line of the check run: what is missing, such as `Blocked: 2 plain-HTTP findings`. */
export function titleOf(verdict: GatedVerdict): string {
  const lead = (verdict.mode === "observe" ? observed : words)[verdict.conclusion];
  return plain(`${lead}: ${gist(verdict)}`, 140);
}

function gist({ conclusion, controls, exception }: GatedVerdict): string {
  if (exception !== null) return `break-glass for ${exception.incident}`;
  const blocking = controls.filter(isBlocking);
  if (conclusion === "success") return passedGist(blocking);
  const decisive = conclusion === "pending" ? ["pending"] : ["fail", "unknown"];
  const [first, ...more] = decisive.flatMap((outcome) => blocking.filter((control) => control.outcome === outcome));
  if (first === undefined) return "no control is in force";
  return more.length === 0 ? first.summary : `${first.summary} (and ${more.length} more)`;
}

function passedGist(blocking: readonly ControlVerdict[]): string {
  const passed = blocking.filter((control) => control.outcome === "pass" && !isAlways(control));
  return passed.length === 1 ? "1 control" : `${passed.length} controls`;
}

/** Whether a control can block: the policy's own controls always can. */
export function isBlocking(control: ControlVerdict): boolean {
  return control.enforcement === "block";
}

/** `policy` and `policy-change` are judged whatever the policy says, and not counted. */
function isAlways({ id }: ControlVerdict): boolean {
  return id === "policy" || id === "policy-change";
}
