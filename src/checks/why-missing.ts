import type { Facts } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";

/**
 * What keeps GitHub from starting a workflow for a head:
 * https://docs.github.com/en/actions/managing-workflow-runs/skipping-workflow-runs
 */
const skipToken = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks: ?true$/im;

/** Why a workflow's check may not have come, in sentences: what the head's own message says of it. */
export function whyMissing({ commits, pullRequest }: Pick<Facts, "commits" | "pullRequest">): string[] {
  if (isUnavailable(commits)) return [];
  const head = commits.find(({ sha }) => sha === pullRequest.head.sha);
  if (head === undefined || isUnavailable(head.message)) return [];
  const [token] = skipToken.exec(head.message) ?? [];
  if (token === undefined) return [];
  return [
    `The message of the latest commit says \`${token}\`: GitHub starts no workflow for it. Push a commit without it.`,
  ];
}
