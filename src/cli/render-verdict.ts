import type { ControlVerdict, GatedVerdict, Verdict } from "../domain/verdict.ts";
import { printable } from "./printable.ts";

const marks: Record<ControlVerdict["outcome"], string> = {
  pass: "pass   ",
  fail: "FAIL   ",
  pending: "waits  ",
  unknown: "UNKNOWN",
  "not-applicable": "–      ",
};

/** A verdict as lines for people. */
export function renderVerdict(verdict: Verdict): string {
  if (!verdict.gated) return "This base branch is not gated.\n";
  const lines = [headline(verdict), ""];
  for (const control of verdict.controls) {
    if (control.enforcement === "off") continue;
    lines.push(
      `${marks[control.outcome]}  ${control.id}: ${control.summary}${control.enforcement === "warn" ? " (warns only)" : ""}`,
    );
    if (control.outcome === "not-applicable") continue;
    for (const reason of control.reasons) lines.push(`           ${reason}`);
    if (control.remedy !== null && control.outcome !== "pass") lines.push(`           → ${control.remedy}`);
  }
  return `${lines.map(printable).join("\n")}\n`;
}

function headline({ conclusion, mode, exception }: GatedVerdict): string {
  const note = mode === "observe" ? " (observed only)" : "";
  const lifted = exception === null ? "" : ` by break-glass for ${exception.incident}: ${exception.reason}`;
  return `${conclusion}${note}${lifted}`;
}
