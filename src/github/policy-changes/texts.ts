import type { PolicyEffect } from "../../domain/policy.ts";
import type { PolicyNotice } from "../../pipeline/policy-history.ts";
import { minute } from "../obligations/texts.ts";
import { code, inline, plain, shorten } from "../report/text.ts";
import { asksForLess } from "./notice.ts";

const mostBytes = 60_000;

/** The title of a notice's issue, plain text. */
export function noticeTitle(notice: PolicyNotice, isHidden: boolean): string {
  const { scope, isRemoved } = notice;
  const whose = scope === "organization" ? "The organisation's policy" : `The policy of ${nameOf(notice, isHidden)}`;
  return plain(`${whose} was ${isRemoved ? "removed" : "loosened"}`, 200);
}

function nameOf({ repository: { repositoryId, owner, name } }: PolicyNotice, isHidden: boolean): string {
  return isHidden ? `a private repository (id ${repositoryId})` : `${owner}/${name}`;
}

/** What was loosened, in Markdown. Of a repository that is private, and told of elsewhere, it names settings without values. */
export function noticeText(notice: PolicyNotice, isHidden: boolean, marker: string): string {
  const { isRemoved, effects, since, source } = notice;
  const less = effects.filter(asksForLess);
  const others = effects.filter((effect) => !asksForLess(effect));
  const rows = [
    isRemoved
      ? "**The policy was removed.** What holds now is the organisation's policy, or else the built-in one."
      : "**The policy asks for less than before.**",
    [
      `- Policy: ${isHidden ? `of ${nameOf(notice, true)}` : code(source)}`,
      `- Since: ${minute(since)}${notice.pullRequest === null ? ", or shortly before" : ""}`,
      ...(isHidden ? [] : [`- By: ${bringer(notice)}`]),
    ].join("\n"),
    ...listOf("Loosened", less, isHidden),
    ...listOf("Changed besides", others, isHidden),
    "Whoever was promised these checks is to hear of it. Where this was meant, and those concerned know, close this issue.",
  ];
  return `${shorten(rows.join("\n\n"), mostBytes)}\n\n<!-- ${marker} -->`;
}

function bringer({ pullRequest, mergedBy, repository: { owner, name } }: PolicyNotice): string {
  if (pullRequest === null) return "no merged pull request that is known: it was pushed";
  const merger = mergedBy === null ? "" : `, merged by ${code(mergedBy)}`;
  return `pull request ${code(`${owner}/${name}#${pullRequest}`)}${merger}`;
}

function listOf(title: string, effects: readonly PolicyEffect[], isHidden: boolean): string[] {
  if (effects.length === 0) return [];
  const lines = effects.map(({ effect, path, text }) => `- ${effect}: ${isHidden ? code(path) : inline(text)}`);
  return [`### ${title}`, lines.join("\n")];
}
