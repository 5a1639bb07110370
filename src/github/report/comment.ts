import { createHash } from "node:crypto";
import type { ControlVerdict } from "../../domain/verdict.ts";
import type { Evaluation } from "../../engine/judge.ts";
import type { Titles } from "./check-run.ts";
import { count, inline, shorten } from "./text.ts";
import { titleOf } from "./title.ts";
import { byUrgency, passedOf, wantingOf } from "./urgency.ts";

/** What the app finds its one comment by. */
export const marker = "<!-- mergewarden: summary -->";
const mostBytes = 60_000;
/** Of each control, and characters of each. */
const mostReasons = 3;
const mostOfReason = 200;

/** The short summary that stays on the pull request; null: none is wanted. */
export function commentOf(
  { verdict, gists, effective, facts }: Evaluation,
  titles: Titles,
  note: string | null = null,
): string | null {
  const isDraft = facts.pullRequest.draft !== false;
  if (!verdict.gated || !effective.comment || isDraft) return null;
  const wanting = wantingOf(verdict).sort(byUrgency);
  const passed = passedOf(verdict);
  const lines = [marker, `### ${inline(titleOf(verdict, gists))}`, ""];
  if (verdict.mode === "observe") lines.push("mergewarden observes here: nothing is blocked.", "");
  if (note !== null) lines.push(note, "");
  for (const control of wanting) lines.push(line(control, titles), ...someReasons(control));
  if (wanting.length > 0) lines.push("");
  if (passed.length > 0) lines.push(`✅ ${count(passed.length, "control")} passed: ${names(passed, titles)}.`, "");
  lines.push(
    `<sub>${verdict.headSha.slice(0, 12)} · the check run tells more · \`/mergewarden recheck\` judges again</sub>`,
  );
  return shorten(lines.join("\n"), mostBytes);
}

function line(control: ControlVerdict, titles: Titles): string {
  const icon = { fail: "❌", unknown: "❓", pending: "⏳", pass: "✅", "not-applicable": "➖" }[control.outcome];
  const warns = control.enforcement === "warn" ? " (warns)" : "";
  const remedy = control.remedy === null ? "" : ` ${inline(control.remedy)}`;
  return `- ${icon} **${inline(titles.get(control.id) ?? control.id)}**${warns}: ${inline(control.summary)}.${remedy}`;
}

/** The first of the reasons; all of them are in the check run. */
function someReasons({ reasons }: ControlVerdict): string[] {
  const shown = reasons.slice(0, mostReasons).map((reason) => `  - ${inline(reason, mostOfReason)}`);
  return reasons.length > mostReasons
    ? [...shown, `  - … and ${reasons.length - mostReasons} more in the check run`]
    : shown;
}

function names(controls: readonly ControlVerdict[], titles: Titles): string {
  return controls.map((control) => inline(titles.get(control.id) ?? control.id)).join(", ");
}

/** SHA-256 of the comment's body. */
export function commentDigest(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
