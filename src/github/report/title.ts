import type { GatedVerdict } from "../../domain/verdict.ts";
import type { Evaluation } from "../../engine/judge.ts";
import { count, plain } from "./text.ts";
import { isBlocking, passedOf, wantingOf } from "./urgency.ts";

const words = { success: "Passed", failure: "Blocked", pending: "Waiting" } as const;
const observed = { success: "Would pass", failure: "Would block", pending: "Would wait" } as const;
/** Characters of the gist: what follows it must still fit. */
const mostOfGist = 100;

/** The one line of the check run: what is missing, such as `Blocked: 2 plain-HTTP findings`. GitHub shows it as it is. */
export function titleOf(verdict: GatedVerdict, gists: Evaluation["gists"]): string {
  const lead = (verdict.mode === "observe" ? observed : words)[verdict.conclusion];
  return plain(`${lead}: ${gistOf(verdict, gists)}`, 140);
}

function gistOf(verdict: GatedVerdict, gists: Evaluation["gists"]): string {
  const { conclusion, controls, exception } = verdict;
  if (exception !== null) return `break-glass for ${exception.incident}`;
  if (conclusion === "success") return passedGist(verdict);
  const blocking = controls.filter(isBlocking);
  const decisive = conclusion === "pending" ? ["pending"] : ["fail", "unknown"];
  const [first, ...more] = decisive.flatMap((outcome) => blocking.filter((control) => control.outcome === outcome));
  if (first === undefined) return "no control is in force";
  const gist = plain((gists.get(first.id) ?? first.summary).replaceAll("`", ""), mostOfGist);
  return more.length === 0 ? gist : `${gist} (and ${more.length} more)`;
}

function passedGist(verdict: GatedVerdict): string {
  const passed = passedOf(verdict).length;
  const warning = wantingOf(verdict).length;
  const gist = passed === 0 ? "no control applies" : count(passed, "control");
  return warning === 0 ? gist : `${gist}, ${count(warning, "warning")}`;
}
