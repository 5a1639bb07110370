import { isUnavailable } from "../../domain/readable.ts";
import type { Evaluation } from "../../engine/judge.ts";
import { judge } from "../../engine/judge.ts";
import { type GroupEvaluation, judgeGroup } from "../../merge-groups/judge-group.ts";
import type { KnownGroup, MergeGroupMemory, MergeGroupQueue, MergeGroupRef } from "../../pipeline/merge-groups.ts";
import type { PullRequestRef } from "../../pipeline/ports.ts";
import type { Again } from "../../pipeline/queue.ts";
import { gateName } from "../announce.ts";
import { RateLimited } from "../errors.ts";
import { createGitHubSide, type GitHubEvaluation, type GitHubOptions } from "../evaluation.ts";
import { enqueueGroups } from "../events/merge-groups.ts";
import { failureOf } from "../report/check-run.ts";
import { gatherGroup, isThere } from "./gather-group.ts";
import { reportGroup, writeGroupCheckRun } from "./report-group.ts";

export interface GroupEvaluatorOptions extends GitHubOptions {
  mergeGroups: MergeGroupMemory;
  queue: MergeGroupQueue;
  /** Keeps the decision on the pull request; its number in the log. `tenant`: the account that owns the repository. */
  record(ref: PullRequestRef, evaluation: Evaluation, tenant: number): Promise<number>;
  /** Keeps the decision on the group, before it is reported. */
  recordGroup(ref: MergeGroupRef, decision: DecidedGroup, tenant: number): Promise<void>;
}

/** A decision on a merge group, and the number in the log of the one on its pull request. */
export interface DecidedGroup {
  evaluation: GroupEvaluation;
  decidedSeq: number;
}

/** Judges merge groups on GitHub. */
export interface GroupEvaluator {
  /** Judges one, and says when to do so again whatever happens until then. Throws what a later try may mend. */
  evaluate(ref: MergeGroupRef): Promise<Again>;
  /** Says on the group that it could not be judged, and blocks it. `reference` finds the reason in the log. */
  giveUp(ref: MergeGroupRef, reference: string): Promise<void>;
}

/** Milliseconds until GitHub is asked again after a failure that may pass. */
const pause = 30_000;

/** The evaluator of merge groups of the server. */
export function createGroupEvaluator(options: GroupEvaluatorOptions): GroupEvaluator {
  const startOn = createGitHubSide(options);
  return {
    async evaluate(ref) {
      const group = await options.mergeGroups.find(ref);
      if (group === null) return null;
      try {
        return await evaluateOn(await startOn(pullOf(ref, group)), group, ref, options);
      } catch (error) {
        if (error instanceof RateLimited) return error.until;
        throw error;
      }
    },
    async giveUp(ref, reference) {
      const group = await options.mergeGroups.find(ref);
      if (group !== null) await giveUpOn(await startOn(pullOf(ref, group)), group, ref, { ...options, reference });
    },
  };
}

/** The pull request that the group's branch names, in the group's repository. */
function pullOf({ installationId, repositoryId, owner, name }: MergeGroupRef, { number }: KnownGroup): PullRequestRef {
  return { installationId, repositoryId, owner, name, number };
}

async function evaluateOn(
  side: GitHubEvaluation,
  group: KnownGroup,
  ref: MergeGroupRef,
  options: GroupEvaluatorOptions,
): Promise<Again> {
  const { reader } = side;
  const { controls, mergeGroups } = options;
  if (!(await isThere(reader, group))) {
    await mergeGroups.forget(ref);
    await enqueueGroups(ref, { baseSha: group.headSha }, options);
    return null;
  }
  const pull = await reader.pull();
  // It landed; its branch goes in a moment, and its head is the base's by now.
  if (pull.merged) return null;
  const policy = await side.loadPolicy(reader.ref);
  const judged = judge(policy, await side.gather(reader.ref, policy), controls);
  const evaluation = judgeGroup(policy, judged, await gatherGroup(reader, group, mergeGroups), controls);
  if (evaluation === null) return null;
  const tenant = pull.base.repo.owner.id;
  const decidedSeq = await options.record(reader.ref, judged, tenant);
  await options.recordGroup(ref, { evaluation, decidedSeq }, tenant);
  const titles = new Map(controls.map((control) => [control.id, control.title]));
  const outcome = await reportGroup(evaluation, { reader, memory: mergeGroups, group }, titles);
  await keepConclusion(outcome === "moved" ? "pending" : evaluation.verdict.conclusion, group, ref, options);
  const now = options.now();
  if (outcome === "moved") return now;
  if (side.isTransient()) return new Date(now.getTime() + pause);
  return deadlineOf(evaluation, group, now);
}

/** What stands on the group follows what becomes of it. */
async function keepConclusion(
  conclusion: GroupEvaluation["verdict"]["conclusion"],
  { headSha }: KnownGroup,
  ref: MergeGroupRef,
  options: GroupEvaluatorOptions,
): Promise<void> {
  const isAnother = await options.mergeGroups.keepConclusion(ref, conclusion);
  if (isAnother) await enqueueGroups(ref, { baseSha: headSha }, options);
}

/** When what has not come to the group counts as failed: nobody tells of what does not happen. */
function deadlineOf({ verdict, pull }: GroupEvaluation, { seenAt }: KnownGroup, now: Date): Again {
  if (!verdict.controls.some((part) => part.outcome === "pending")) return null;
  const { seenAt: pullSeenAt } = pull.facts.pullRequest.head;
  const seen = [seenAt.getTime(), ...(isUnavailable(pullSeenAt) ? [] : [Date.parse(pullSeenAt)])];
  const deadlines = seen.map((time) => new Date(time + pull.effective["missing-after"] * 60_000));
  return deadlines.filter((deadline) => deadline > now).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/** An error inside the app never lets a group pass. Where the gate's name cannot be known, an absent check blocks. */
async function giveUpOn(
  side: GitHubEvaluation,
  group: KnownGroup,
  ref: MergeGroupRef,
  options: GroupEvaluatorOptions & { reference: string },
): Promise<void> {
  const { reader } = side;
  const { controls, mergeGroups, reference } = options;
  if (!(await isThere(reader, group))) return;
  await keepConclusion("failure", group, ref, options);
  const policy = await side.loadPolicy(reader.ref);
  const { default_branch: defaultBranch } = (await reader.pull()).base.repo;
  const name = gateName(policy, controls, group.baseRef, defaultBranch);
  if (name === null) return;
  await writeGroupCheckRun({ reader, memory: mergeGroups, group }, failureOf(name, group.headSha, reference));
}
