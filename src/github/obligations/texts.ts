import { usages } from "../../commands/command.ts";
import type { Role } from "../../domain/policy.ts";
import type { Obligation } from "../../pipeline/obligations.ts";
import { code, count, plain } from "../report/text.ts";

/** How many officers have to let stand what landed. */
export const officersNeeded = 2;

/** The title of an obligation's issue, plain text. */
export function titleOf(obligation: Obligation): string {
  return plain(`Review what landed past the gate: ${subject(obligation)}`, 200);
}

function subject({ code: kind, pullRequest, branch }: Obligation): string {
  if (pullRequest !== null) return `pull request ${pullRequest} on ${branch}`;
  const what = {
    FORCE_PUSH: "a force push to",
    REF_DELETED: "the deletion of",
    DIRECT_PUSH: "a direct push to",
  } as const;
  return `${what[kind as keyof typeof what] ?? "a change of"} ${branch}`;
}

const reasons: Readonly<Record<Obligation["code"], (obligation: Obligation) => string>> = {
  RULE_BYPASS: ({ pullRequest, branch }) =>
    `Pull request #${pullRequest} was merged into ${code(branch)} without a passing verdict of the gate on its head, or past another rule of the branch.`,
  BREAK_GLASS: ({ pullRequest, branch }) =>
    `Pull request #${pullRequest} was merged into ${code(branch)} under a break-glass. That is allowed, and owes a review afterwards.`,
  DIRECT_PUSH: ({ branch }) => `Commits reached ${code(branch)} that no merged pull request brought.`,
  FORCE_PUSH: ({ branch }) => `The history of ${code(branch)} was replaced by a force push.`,
  REF_DELETED: ({ branch }) => `${code(branch)}, a gated branch, was deleted.`,
};

/** The text that asks for the review, in Markdown; `officers` are mentioned by it. */
export function requestText(obligation: Obligation, officers: string, marker: string): string {
  const { code: kind, before, after, landedAt, dueAt } = obligation;
  const rows = [
    `**${reasons[kind](obligation)}**`,
    [
      `- Exception: \`${kind}\``,
      `- Landed: ${after === null ? "nothing, the branch is gone" : `\`${after}\``}, ${minute(landedAt)}`,
      ...(before === null ? [] : [`- Before: \`${before}\``]),
      `- To be reviewed by: ${minute(dueAt)}`,
    ].join("\n"),
    `${count(officersNeeded, "officer")} (${officers}) decide, neither of whom wrote, pushed or merged it. Each writes here:`,
    `\`\`\`text\n${usages.review}\n\`\`\``,
    "Two approvals close this. A rejection asks for a revert; then two approve what is left. What was late stays late, and what " +
      "is approved here was remediated, not compliant.",
    `<!-- ${marker} -->`,
  ];
  return rows.join("\n\n");
}

/** Said when the review is not there in time. */
export function overdueText({ dueAt }: Obligation, officers: string): string {
  return `This review was due ${minute(dueAt)}. ${officers}: it is overdue.`;
}

/** Said when it is still not there after twice the time. */
export function escalatedText({ dueAt }: Obligation, owners: string): string {
  return `This review was due ${minute(dueAt)}, and twice the time has passed. ${owners}: it is for you now to see that two officers decide.`;
}

/** `2026-11-23 19:20 UTC` */
export function minute(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Mentions of a role's people; what is no name of GitHub's is left out. */
export function mentionsOf(role: Role, owner: string): string {
  const teams = role.teams.map((team) => (team.includes("/") ? team : `${owner}/${team}`));
  return mentions([...role.users, ...teams]) || "the administrators of this repository";
}

/** Mentions of accounts. */
export function mentions(names: readonly string[]): string {
  const known = names.filter((name) => /^[\w.-]+(\/[\w.-]+)?$/.test(name));
  return known.map((name) => `@${name}`).join(", ");
}
