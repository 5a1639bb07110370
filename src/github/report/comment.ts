import { createHash } from "node:crypto";
import type { ControlVerdict } from "../../domain/verdict.ts";
import type { Evaluation } from "../../engine/judge.ts";
import type { Titles } from "./check-run.ts";
import { count, inline, shorten } from "./text.ts";
import { titleOf } from "./title.ts";

/** What the app finds its one comment by. */
export const marker = "<!-- mergewarden: summary -->";
const mostBytes = 60_000;

/** The short summary that stays on the pull request; null: none is wanted. */
export function commentOf({ verdict, effective, facts }: Evaluation, titles: Titles): string | null {
  const isDraft = facts.pullRequest.draft !== false;
  if (!verdict.gated || !effective.comment || isDraft) return null;
  const active = verdict.controls.filter((control) => control.enforcement !== "off");
  const wanting = active.filter(({ outcome }) => outcome !== "pass" && outcome !== "not-applicable");
  const passed = active.filter(({ outcome }) => outcome === "pass");
  const lines = [marker, `### ${inline(titleOf(verdict))}`, ""];
  if (verdict.mode === "observe") lines.push("mergewarden observes here: nothing is blocked.", "");
  for (const control of wanting) lines.push(line(control, titles));
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

function names(controls: readonly ControlVerdict[], titles: Titles): string {
  return controls.map((control) => inline(titles.get(control.id) ?? control.id)).join(", ");
}

/** SHA-256 of the comment's body. */
export function commentDigest(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
