import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { groupDecisionRecord, groupSubjectOf } from "./evidence/group-record.ts";
import { decisionRecord, type GroupDecisionBody, type Subject } from "./evidence/record.ts";
import {
  createGroupEvaluator,
  type DecidedGroup,
  type GroupEvaluatorOptions,
} from "./github/merge-groups/evaluator.ts";
import type { MergeGroupRef } from "./pipeline/merge-groups.ts";
import type { EvidenceLog, PullRequestRef } from "./pipeline/ports.ts";
import type { JobHandlers } from "./pipeline/queue.ts";

/** What the jobs of merge groups work with. */
export interface GroupWorld extends Omit<GroupEvaluatorOptions, "record" | "recordGroup"> {
  evidence: EvidenceLog;
  log: Logger;
}

/** Puts the pieces that judge, remember and report merge groups together. */
export function handleMergeGroups(world: GroupWorld): Pick<JobHandlers, "judgeGroup" | "giveUpGroup"> {
  const { evidence, log } = world;
  const evaluator = createGroupEvaluator({
    ...world,
    record: (ref, evaluation, tenant) => evidence.append(decisionRecord(evaluation, { ...ref, tenant })),
    recordGroup: (ref, decided, tenant) => recordGroup(evidence, ref, decided, tenant),
  });
  return {
    async judgeGroup(ref) {
      try {
        return await evaluator.evaluate(ref);
      } catch (error) {
        log.error({ err: error, ref }, "a merge group could not be judged, which is tried again");
        throw error;
      }
    },
    async giveUpGroup(ref, reason) {
      const reference = randomUUID();
      log.error({ ref, reason, reference }, "a merge group could not be judged");
      await evaluator.giveUp(ref, reference);
    },
  };
}

async function recordGroup(
  evidence: EvidenceLog,
  ref: MergeGroupRef,
  { evaluation, decidedSeq }: DecidedGroup,
  tenant: number,
): Promise<void> {
  const { facts, verdict, pull } = evaluation;
  const { number, baseSha } = facts.group;
  const below = facts.foundation.kind === "group" ? await evidence.last(tenant, groupSubjectOf(ref, baseSha)) : null;
  const pullRequest = { number, headSha: facts.pullRequest.headSha, decidedSeq };
  const decision = { verdict, facts, effective: pull.effective, pullRequest, onSeq: below?.seq ?? null };
  await evidence.append(groupDecisionRecord(decision, { ...ref, tenant }));
}

/** Tells the operator, once for each installation, that merge queues are in use which the app may not hear of. */
export function watchQueues(
  installation: GroupWorld["installation"],
  log: Pick<Logger, "warn">,
): (ref: PullRequestRef) => Promise<void> {
  const told = new Set<number>();
  return async ({ installationId, owner, name }) => {
    if (told.has(installationId)) return;
    const permissions = await (await installation(installationId)).permissions();
    if (permissions === null || permissions.merge_queues !== undefined) return;
    told.add(installationId);
    log.warn(
      { installationId, repository: `${owner}/${name}` },
      "a merge queue is in use, and the app lacks the permission merge_queues: read: where the queue requires the gate, it waits in vain",
    );
  };
}

/** The last decision on the merge group that a pull request landed with; null: it landed with none that is known. */
export async function groupDecisionOn(
  evidence: EvidenceLog,
  { tenant, repositoryId }: Pick<Subject, "tenant" | "repositoryId">,
  mergeCommitSha: string | null,
): Promise<{ seq: number; body: GroupDecisionBody } | null> {
  if (mergeCommitSha === null) return null;
  const found = await evidence.last(tenant, groupSubjectOf({ repositoryId }, mergeCommitSha));
  return found as { seq: number; body: GroupDecisionBody } | null;
}
