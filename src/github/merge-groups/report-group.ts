import type { GroupEvaluation } from "../../merge-groups/judge-group.ts";
import type { KnownGroup, MergeGroupMemory, MergeGroupRef } from "../../pipeline/merge-groups.ts";
import { createReader, type Reader } from "../reader.ts";
import type { CheckRunContent, Titles } from "../report/check-run.ts";
import { groupExternalId } from "../report/external-id.ts";
import { groupCheckRunOf } from "../report/group-check-run.ts";
import { type Writing, writeCheckRun } from "../report/write-check-run.ts";
import { isThere, readFoundation } from "./gather-group.ts";

/** The group that is reported on. */
export interface ReportedGroup {
  reader: Reader;
  memory: MergeGroupMemory;
  group: KnownGroup;
}

/** `moved`: the group or what it is made of is another one now; no success was written. */
export type GroupOutcome = "written" | "moved";

/** Says on the group's head what was judged. Nothing is written that is there already. */
export async function reportGroup(
  evaluation: GroupEvaluation,
  about: ReportedGroup,
  titles: Titles,
): Promise<GroupOutcome> {
  const content = groupCheckRunOf(evaluation, titles);
  if (content.conclusion === "success" && (await hasMoved(evaluation, about))) return "moved";
  await writeGroupCheckRun(about, content);
  return "written";
}

/** Writes a check run on the group's head. */
export async function writeGroupCheckRun({ reader, memory, group }: ReportedGroup, content: CheckRunContent) {
  const ref: MergeGroupRef = { ...reader.ref, headSha: group.headSha };
  const writing: Writing = {
    github: reader.github,
    ref: reader.ref,
    memory: { last: () => memory.lastReport(ref), keep: (_, report) => memory.keepReport(ref, report) },
    subject: groupExternalId(ref),
  };
  await writeCheckRun(writing, content);
}

/** The pull request, the group's branch and what it stands on are read again right before a success is written. */
async function hasMoved({ facts }: GroupEvaluation, { reader, memory, group }: ReportedGroup): Promise<boolean> {
  const again = createReader({ ...reader, now: new Date(reader.now) });
  const [pull, isStillThere, foundation] = await Promise.all([
    again.pull(),
    isThere(again, group),
    readFoundation(again, group, memory),
  ]);
  const { headSha, baseRef } = facts.pullRequest;
  const isSame = pull.head.sha === headSha && pull.base.ref === baseRef && pull.state === "open";
  const isFounded = foundation.kind === "tip" || (foundation.kind === "group" && foundation.conclusion === "success");
  return !(isSame && isStillThere && isFounded);
}
