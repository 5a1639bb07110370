import type { PullRequestRef, ReportMemory } from "../../pipeline/ports.ts";
import type { GitHub } from "../client.ts";
import type { CheckRunContent } from "./check-run.ts";

/**
 * Several pull requests may have one head, and a check run belongs to the head: it shows the worst of all. The number of an
 * open one that does not pass; null: there is none.
 */
export async function worseSibling(
  github: GitHub,
  ref: PullRequestRef,
  memory: ReportMemory,
  siblings: readonly number[],
  headSha: string,
): Promise<number | null> {
  for (const number of siblings) {
    if (number === ref.number) continue;
    const last = await memory.last({ ...ref, number });
    if (last?.headSha === headSha && last.checkRunDigest?.startsWith("success ")) continue;
    const { data } = await github.rest.pulls.get({ owner: ref.owner, repo: ref.name, pull_number: number });
    if (data.state === "open" && data.head.sha === headSha) return number;
  }
  return null;
}

/** The check run where another pull request with the same head does not pass. */
export function heldBack(content: CheckRunContent, sibling: number): CheckRunContent {
  return {
    ...content,
    conclusion: "failure",
    title: `Blocked: pull request ${sibling} has the same head and does not pass`,
    summary: `A check run belongs to the head, not to one pull request. Close pull request ${sibling} or make it pass.\n\n${content.summary}`,
  };
}
