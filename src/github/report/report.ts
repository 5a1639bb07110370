import { checkNameFor } from "../../engine/context.ts";
import { type Evaluation, isGated } from "../../engine/judge.ts";
import type { PullRequestMemory, Report, ReportMemory } from "../../pipeline/ports.ts";
import { RateLimited } from "../errors.ts";
import { createReader, type Reader } from "../reader.ts";
import { breakGlassNote } from "./break-glass.ts";
import { type CheckRunContent, checkRunOf, type Titles } from "./check-run.ts";
import { commentOf } from "./comment.ts";
import { isOvertaken, type SharedHead, sharing, siblingsOf } from "./shared-head.ts";
import { type Writing, writeCheckRun } from "./write-check-run.ts";
import { writeComment } from "./write-comment.ts";

export interface ReportOptions {
  reader: Reader;
  reports: ReportMemory;
  titles: Titles;
  /** Numbers of the pull requests that were seen with this head. */
  siblings(headSha: string): Promise<number[]>;
}

/** `moved`: head or base are others now, no success was written, and the pull request is to be judged again. */
export type Outcome = "written" | "moved" | "not-gated" | "closed";

/** Says on the pull request what was judged: the check run first, then the comment. Nothing is written that is there already. */
export async function report(evaluation: Evaluation, options: ReportOptions): Promise<Outcome> {
  const { reader, reports, titles } = options;
  const note = breakGlassNote(evaluation, await reader.exceptions.requests(reader.ref));
  const content = checkRunOf(evaluation, titles, note);
  if (content === null) return "not-gated";
  if ((await reader.pull()).state !== "open") return "closed";
  if (content.conclusion === "success" && (await hasMoved(reader, evaluation))) return "moved";
  const writing: Writing = { github: reader.github, ref: reader.ref, memory: reports };
  const { headSha } = content;
  const shared: SharedHead = { ...writing, headSha, siblings: await options.siblings(headSha) };
  const written = await writeWorst(content, shared, evaluation);
  const body = commentOf(evaluation, titles, note);
  if (body === null || (await isLeftAlone(evaluation, reader))) return "written";
  try {
    await writeComment(writing, written, body, (await reader.pull()).comments);
  } catch (error) {
    // The gate is the check run: without the right to comment it still stands.
    if (error instanceof RateLimited) throw error;
    reader.onFailure(error);
  }
  return "written";
}

/** Head and base are read again right before a success is written. */
async function hasMoved(reader: Reader, { facts: { pullRequest } }: Evaluation): Promise<boolean> {
  const again = createReader({ ...reader, now: new Date(reader.now) });
  const [pull, tip] = await Promise.all([again.pull(), reader.pull().then(() => again.baseTip())]);
  const { head, base } = pullRequest;
  return pull.head.sha !== head.sha || pull.base.ref !== base.ref || tip.sha !== base.sha || pull.state !== "open";
}

/** Another process may block a pull request with the same head meanwhile: after a success that is looked at once more. */
async function writeWorst(content: CheckRunContent, shared: SharedHead, evaluation: Evaluation): Promise<Report> {
  const worst = await worstOfHead(content, shared, evaluation);
  const written = await writeCheckRun(shared, worst, (last) => isOvertaken(shared, last));
  if (worst.conclusion !== "success") return written;
  const { isHeldBack } = await worstOfHead(content, shared, evaluation);
  return isHeldBack ? writeWorst(content, shared, evaluation) : written;
}

async function worstOfHead(
  content: CheckRunContent,
  shared: SharedHead,
  { effective, facts: { repository } }: Evaluation,
): Promise<CheckRunContent> {
  const siblings = await siblingsOf(shared, (base) => {
    return isGated(effective, repository, base) && checkNameFor(effective["check-name"], base) === content.name;
  });
  return sharing(content, siblings);
}

/** In observe mode a pull request from before the installation gets no comment until it changes. */
async function isLeftAlone(
  { verdict }: Evaluation,
  { memory, ref }: Pick<Reader, "ref"> & { memory: PullRequestMemory },
) {
  if (!verdict.gated || verdict.mode !== "observe") return false;
  const { pushes } = await memory.pushes(ref);
  return pushes.length === 0;
}
