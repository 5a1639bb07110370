import type { PullRequestRef, Report, ReportMemory } from "../../pipeline/ports.ts";
import type { GitHub } from "../client.ts";
import type { CheckRunContent } from "./check-run.ts";
import { plain } from "./text.ts";

/** A pull request, and what was seen with the same head. */
export interface SharedHead {
  github: GitHub;
  ref: PullRequestRef;
  memory: ReportMemory;
  headSha: string;
  /** Numbers of the pull requests that were seen with this head; it may be among them. */
  siblings: readonly number[];
}

/** The other open pull requests with the same head that one check run stands for. */
export interface Siblings {
  numbers: readonly number[];
  /** The first of them that does not pass; null: there is none. */
  worse: number | null;
}

/**
 * Several pull requests may have one head, and a check run belongs to the head: it shows the worst of all. `concerns` says
 * whether this check run gates a base branch.
 */
export async function siblingsOf(shared: SharedHead, concerns: (base: string) => boolean): Promise<Siblings> {
  const { github, ref, headSha } = shared;
  const numbers: number[] = [];
  let worse: number | null = null;
  for (const [number, last] of await reportsOf(shared)) {
    const { data } = await github.rest.pulls.get({ owner: ref.owner, repo: ref.name, pull_number: number });
    if (data.state !== "open" || data.head.sha !== headSha || !concerns(data.base.ref)) continue;
    numbers.push(number);
    if (last === null || !(isSuccess(last) || isHeldBack(last))) worse ??= number;
  }
  return { numbers, worse };
}

/** The check run with the pull requests named that it stands for, too: their people look for them in its title. */
export function sharing(content: CheckRunContent, { numbers, worse }: Siblings): CheckRunContent {
  if (content.conclusion === "success" && worse !== null) return heldBack(content, worse);
  if (numbers.length === 0) return content;
  const others = numbers.length === 1 ? `pull request ${numbers[0]}` : `pull requests ${numbers.join(", ")}`;
  return { ...content, title: plain(`${content.title} · also the head of ${others}`, mostOfTitle) };
}

/** Characters, as for every title. */
const mostOfTitle = 140;

/** Whether the newest check run on the head is of another pull request and lets pass what this one blocks, or the reverse. */
export async function isOvertaken(shared: SharedHead, own: Report): Promise<boolean> {
  const reports = await reportsOf(shared);
  const newer = reports.flatMap(([, last]) =>
    last !== null && (last.checkRunId ?? Number.POSITIVE_INFINITY) > (own.checkRunId ?? 0) ? [last] : [],
  );
  return newer.some((last) => isSuccess(last) !== isSuccess(own));
}

/** What was last written on each other pull request; null: nothing on this head. */
async function reportsOf({ memory, ref, headSha, siblings }: SharedHead): Promise<[number, Report | null][]> {
  const others = siblings.filter((number) => number !== ref.number);
  return Promise.all(
    others.map(async (number): Promise<[number, Report | null]> => {
      const last = await memory.last({ ...ref, number });
      return [number, last?.headSha === headSha ? last : null];
    }),
  );
}

function isSuccess({ checkRunDigest }: Report): boolean {
  return checkRunDigest?.startsWith("success ") === true;
}

/** It would pass if it were alone: otherwise each of two would wait for the other. */
function isHeldBack({ checkRunDigest }: Report): boolean {
  return checkRunDigest?.startsWith("held-back ") === true;
}

/** The check run where another pull request with the same head does not pass. */
function heldBack(content: CheckRunContent, sibling: number): CheckRunContent {
  return {
    ...content,
    conclusion: "failure",
    isHeldBack: true,
    title: `Blocked: pull request ${sibling} has the same head and does not pass`,
    summary: `A check run belongs to the head, not to one pull request. Close pull request ${sibling} or make it pass.\n\n${content.summary}`,
  };
}
