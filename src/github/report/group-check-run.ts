import { checkNameFor } from "../../engine/context.ts";
import type { GroupEvaluation } from "../../merge-groups/judge-group.ts";
import { type CheckRunContent, detailsOf, mostBytes, observeName, type Titles, tableOf } from "./check-run.ts";
import { plain, shorten } from "./text.ts";
import { titleOf } from "./title.ts";

/** What a judgement says on the head of a merge group. */
export function groupCheckRunOf(evaluation: GroupEvaluation, titles: Titles): CheckRunContent {
  const { verdict, pull, facts, gists } = evaluation;
  const { number, baseRef } = facts.group;
  const isObserving = verdict.mode === "observe";
  const own = new Map([
    ...titles,
    ["pull-request", `Pull request ${number}`],
    ["base", "What it stands on"],
    ["change", "What it adds"],
  ]);
  const summary = [lead(evaluation), "", ...tableOf(verdict, own), "", judgedBy(evaluation)].join("\n");
  const passed = plain(`${isObserving ? "Would pass" : "Passed"}: pull request ${number} into ${baseRef}`, 140);
  const isPlainPass = verdict.conclusion === "success" && verdict.exception === null;
  return {
    name: isObserving ? observeName : checkNameFor(pull.effective["check-name"], baseRef),
    headSha: verdict.headSha,
    conclusion: isObserving ? "neutral" : verdict.conclusion,
    title: isPlainPass ? passed : titleOf(verdict, gists),
    summary: shorten(summary, mostBytes),
    text: shorten(detailsOf(verdict, own), mostBytes),
    annotations: [],
  };
}

function lead({ verdict: { mode, conclusion }, facts: { group } }: GroupEvaluation): string {
  const what = `The merge queue's group of pull request ${group.number}`;
  if (mode === "observe") return `${what}. mergewarden observes: it judges, and blocks nothing.`;
  if (conclusion === "success") return `${what} can land.`;
  if (conclusion === "pending") return `${what} waits: nothing is wrong, something is still to come.`;
  return `${what} cannot land as it is: GitHub takes the pull request out of the queue.`;
}

function judgedBy({ verdict, facts: { group, pullRequest } }: GroupEvaluation): string {
  const [head, base, pull] = [group.headSha, group.baseSha, pullRequest.headSha].map((sha) => sha.slice(0, 12));
  return `Judged: ${head}, which adds ${pull} to ${base}, by policy \`${verdict.policyDigest.slice(0, 19)}\`.`;
}
