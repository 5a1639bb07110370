import {
  type DecisionBody,
  type GroupDecisionBody,
  landedRecord,
  type Subject,
  standingOf,
  subjectOf,
} from "../../evidence/record.ts";
import type { ExceptionMemory } from "../../pipeline/exceptions.ts";
import type { BranchUpdate, PullRequestEnd } from "../../pipeline/landings.ts";
import type { LandingException } from "../../pipeline/obligations.ts";
import type { EvidenceLog, PullRequestMemory, PullRequestRef, RepositoryRef } from "../../pipeline/ports.ts";
import type { Again } from "../../pipeline/queue.ts";
import { toActor } from "../actor.ts";
import { RateLimited } from "../errors.ts";
import { createReader, type PullData } from "../reader.ts";
import { commitsOfMerge } from "./attribution.ts";
import { type GatingOptions, readGating } from "./gating.ts";
import { contributorsOf } from "./people.ts";
import { readRange } from "./range.ts";
import type { RepositorySource } from "./repository.ts";
import { reconcileUpdate } from "./update.ts";

/** What landings are reconciled with. */
export interface ReconcileOptions extends GatingOptions {
  source(repository: RepositoryRef): Promise<RepositorySource>;
  pullRequests: PullRequestMemory;
  exceptions: ExceptionMemory;
  evidence: EvidenceLog;
  /** Opens the duty to review, once. */
  open(exception: LandingException): Promise<void>;
  /** The last decision on the merge group that a pull request landed with, if it did. */
  groupDecision(
    subject: Subject,
    mergeCommitSha: string | null,
  ): Promise<{ seq: number; body: GroupDecisionBody } | null>;
  explained(repositoryId: number, branch: string, commits: readonly string[]): Promise<ReadonlySet<string>>;
  knows(repositoryId: number, branch: string, before: string, after: string | null): Promise<boolean>;
  now(): Date;
}

/** Holds landings against the gate's decisions. */
export interface Reconciler extends ReconcileOptions {
  /** One merged pull request; of any other nothing comes. */
  merged(source: RepositorySource, ref: PullRequestRef): Promise<void>;
}

/**
 * Reads what landed from GitHub and holds it against the gate's decisions. Returns when to try again, if GitHub refuses for now;
 * throws what a later try may mend.
 */
export function createReconciler(options: ReconcileOptions): (landed: BranchUpdate | PullRequestEnd) => Promise<Again> {
  const reconciler: Reconciler = { ...options, merged: (source, ref) => reconcileMerge(reconciler, source, ref) };
  return async (landed) => {
    try {
      if (landed.kind === "update") await reconcileUpdate(reconciler, landed);
      else await reconciler.merged(await options.source(landed.pullRequest), landed.pullRequest);
      return null;
    } catch (error) {
      if (error instanceof RateLimited) return error.until;
      throw error;
    }
  };
}

async function reconcileMerge(reconciler: Reconciler, source: RepositorySource, ref: PullRequestRef): Promise<void> {
  const { github, onFailure } = source;
  const { pullRequests: memory, exceptions, evidence, now } = reconciler;
  const reader = createReader({ github, ref, now: now(), memory, exceptions, onFailure });
  const pull = await reader.pull();
  if (pull.merged_at === null) return;
  const tenant = pull.base.repo.owner.id;
  const given = [
    landingOf(pull),
    { ...ref, tenant },
    ...(await decisionsOn(reconciler, { ...ref, tenant }, pull)),
  ] as const;
  await evidence.append(landedRecord(...given));
  const standing = standingOf(...given);
  if (standing === "pass") return;
  const before = await tipBefore(source, pull);
  const gating = await readGating(source, pull.base.ref, before, reconciler);
  if (gating === null) return;
  const { commits, people } = await contributorsOf(reader, pull);
  await reconciler.open({
    ...gating,
    key: subjectOf(ref),
    code: standing === "bypass" ? "RULE_BYPASS" : "BREAK_GLASS",
    tenant,
    repository: refOf(ref),
    pullRequest: ref.number,
    branch: pull.base.ref,
    before,
    after: pull.merge_commit_sha ?? pull.head.sha,
    commits,
    removed: [],
    landedAt: new Date(pull.merged_at),
    barred: people,
  });
}

function refOf({ installationId, repositoryId, owner, name }: PullRequestRef): RepositoryRef {
  return { installationId, repositoryId, owner, name };
}

/** The last decisions on the pull request and on its merge group. */
async function decisionsOn({ evidence, groupDecision }: Reconciler, subject: Subject, pull: PullData) {
  const [last, group] = await Promise.all([
    evidence.last(subject.tenant, subjectOf(subject)),
    groupDecision(subject, pull.merge_commit_sha),
  ]);
  return [last as { seq: number; body: DecisionBody } | null, group] as const;
}

function landingOf(pull: PullData) {
  return {
    ref: `refs/heads/${pull.base.ref}`,
    headSha: pull.head.sha,
    baseSha: pull.base.sha,
    mergeCommitSha: pull.merge_commit_sha,
    mergedAt: new Date(pull.merged_at ?? 0),
    mergedBy: toActor(pull.merged_by),
    title: pull.title,
  };
}

/** Where the branch was right before the merge, or some time before. */
async function tipBefore(source: RepositorySource, pull: PullData): Promise<string> {
  const landed = pull.merge_commit_sha;
  const range = landed === null ? null : await readRange(source, pull.base.sha, landed);
  if (range === null || landed === null) return pull.base.sha;
  const brought = new Set(await commitsOfMerge(source, pull, range.commits));
  let sha = landed;
  for (let commit = range.commits.get(sha); commit !== undefined && brought.has(sha); commit = range.commits.get(sha)) {
    sha = commit.parents[0]?.sha ?? pull.base.sha;
  }
  return sha;
}
