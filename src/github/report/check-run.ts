import { createHash } from "node:crypto";
import type { Annotation, ControlVerdict, GatedVerdict } from "../../domain/verdict.ts";
import { checkNameFor } from "../../engine/context.ts";
import type { Evaluation } from "../../engine/judge.ts";
import { count, inline, plain, shorten } from "./text.ts";
import { titleOf } from "./title.ts";
import { byUrgency, isBlocking } from "./urgency.ts";

/** The name of the check run in observe mode: nothing can rely on it. */
export const observeName = "mergewarden (observe)";
/** https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export const mostBytes = 65_535;
/** More than these would bury the rest. */
const mostAnnotations = 200;

/** A check run as it is to be. `pending` is written as `in_progress` without a conclusion, which blocks as well. */
export interface CheckRunContent {
  name: string;
  headSha: string;
  conclusion: "success" | "failure" | "neutral" | "pending";
  /** It would be a success if no other pull request with its head failed. */
  isHeldBack?: true;
  title: string;
  summary: string;
  text: string;
  /** Written with the conclusion only. */
  annotations: readonly Annotation[];
}

/** Titles of controls by their ids. */
export type Titles = ReadonlyMap<string, string>;

/** What a judgement says on the pull request; null: the base branch is not gated, and nothing is written. */
export function checkRunOf(
  { verdict, gists, effective, facts, annotations }: Evaluation,
  titles: Titles,
  note: string | null = null,
): CheckRunContent | null {
  if (!verdict.gated) return null;
  const isObserving = verdict.mode === "observe";
  return {
    name: isObserving ? observeName : checkNameFor(effective["check-name"], facts.pullRequest.base.ref),
    headSha: verdict.headSha,
    conclusion: isObserving ? "neutral" : verdict.conclusion,
    title: titleOf(verdict, gists),
    summary: shorten(summaryOf(verdict, titles, note), mostBytes),
    text: shorten(detailsOf(verdict, titles), mostBytes),
    annotations: isObserving || verdict.conclusion !== "pending" ? annotations.slice(0, mostAnnotations) : [],
  };
}

/** The conclusion (or `held-back`), a space and the digest of all that is written: equal ones need no second write. */
export function digestOf(content: CheckRunContent): string {
  return `${content.isHeldBack ? "held-back" : content.conclusion} ${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;
}

const icons: Readonly<Record<ControlVerdict["outcome"], string>> = {
  pass: "✅\u00a0passed",
  fail: "❌\u00a0failed",
  pending: "⏳\u00a0waiting",
  unknown: "❓\u00a0unknown",
  "not-applicable": "➖ not applicable",
};

/** The controls as a table; above it what is wrong with the policy, and `note`. */
function summaryOf(verdict: GatedVerdict, titles: Titles, note: string | null): string {
  return [
    ...policyErrors(verdict),
    lead(verdict),
    ...(note === null ? [] : ["", note]),
    "",
    ...tableOf(verdict, titles),
    "",
    `Judged: ${verdict.headSha.slice(0, 12)} by policy \`${verdict.policyDigest.slice(0, 19)}\`.`,
  ].join("\n");
}

/** The table of the controls in force, those that want something first. */
export function tableOf(verdict: GatedVerdict, titles: Titles): string[] {
  const active = verdict.controls.filter((control) => control.enforcement !== "off");
  const shown = active.filter((control) => control.outcome !== "not-applicable").sort(byUrgency);
  const idle = active.filter((control) => control.outcome === "not-applicable");
  const lines = ["| Control | Outcome | Why | What to do |", "| --- | --- | --- | --- |"];
  for (const control of shown) lines.push(row(control, titles));
  if (idle.length > 0)
    lines.push("", `Not applicable: ${idle.map((control) => titleFor(control, titles)).join(", ")}.`);
  return lines;
}

function policyErrors({ controls }: GatedVerdict): string[] {
  const policy = controls.find((control) => control.id === "policy");
  if (policy === undefined || policy.outcome === "pass" || policy.outcome === "not-applicable") return [];
  return [`**${inline(policy.summary)}**`, "", ...policy.reasons.map((reason) => `- ${inline(reason)}`), ""];
}

function lead({ mode, conclusion, exception }: GatedVerdict): string {
  if (exception !== null)
    return `A break-glass exception lifts the gate: ${inline(exception.reason)} (${inline(exception.incident)}).`;
  if (mode === "observe") return "mergewarden observes: it judges, and blocks nothing.";
  if (conclusion === "success") return "Every control that can block is satisfied.";
  if (conclusion === "pending") return "Nothing is wrong; something is still to come.";
  return "This pull request cannot be merged as it is.";
}

function row(control: ControlVerdict, titles: Titles): string {
  const outcome =
    isBlocking(control) || control.outcome === "pass" ? icons[control.outcome] : `${icons[control.outcome]} (warns)`;
  const remedy = control.outcome === "pass" ? "" : inline(control.remedy ?? "");
  return `| ${titleFor(control, titles)} | ${outcome} | ${inline(control.summary)} | ${remedy} |`;
}

const mostReasons = 50;

/** Every control's reasons: why an approval did not count, what was found where, who could approve. */
export function detailsOf(verdict: GatedVerdict, titles: Titles): string {
  const sections = verdict.controls
    .filter((control) => control.enforcement !== "off" && control.reasons.length > 0)
    .sort(byUrgency)
    .map((control) => {
      const reasons = control.reasons.slice(0, mostReasons).map((reason) => `- ${inline(reason)}`);
      const rest = control.reasons.length - mostReasons;
      if (rest > 0) reasons.push(`- … and ${count(rest, "more reason")}.`);
      return `### ${titleFor(control, titles)}: ${icons[control.outcome]}\n\n${reasons.join("\n")}\n`;
    });
  return sections.join("\n");
}

function titleFor({ id }: ControlVerdict, titles: Titles): string {
  return inline(titles.get(id) ?? id);
}

/** The check run where no verdict came: an error inside the app never lets anything pass. */
export function failureOf(name: string, headSha: string, reference: string): CheckRunContent {
  const title = "Blocked: mergewarden could not judge this pull request";
  const summary = `Something went wrong inside mergewarden. Its log says what, under the reference ${inline(plain(reference, 100))}.\n\nPush the re-run button, or comment \`/mergewarden recheck\`, to try again.`;
  return { name, headSha, conclusion: "failure", title, summary, text: "", annotations: [] };
}
