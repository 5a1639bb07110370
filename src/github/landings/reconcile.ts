import type { GroupDecisionBody, LogEntry, Subject } from "../../evidence/record.ts";
import type { ExceptionMemory } from "../../pipeline/exceptions.ts";
import type { BranchUpdate, PullRequestEnd, RefTip, RefTips } from "../../pipeline/landings.ts";
import type { Mirrors } from "../../pipeline/mirrors.ts";
import type { LandingException } from "../../pipeline/obligations.ts";
import type { EvidenceLog, PullRequestMemory, PullRequestRef, RepositoryRef } from "../../pipeline/ports.ts";
import type { Again } from "../../pipeline/queue.ts";
import { toActor } from "../actor.ts";
import { RateLimited } from "../errors.ts";
import type { PullData } from "../reader.ts";
import { commitsOfMerge } from "./attribution.ts";
import type { Move } from "./chain.ts";
import type { GatingOptions } from "./gating.ts";
import { keyOfMerge, startReading } from "./merge.ts";
import { readRange } from "./range.ts";
import type { RepositorySource } from "./repository.ts";
import { followBranch, recordLoneMerge } from "./update.ts";

/** What landings are reconciled with. */
export interface Reconciler extends GatingOptions {
  source(repository: RepositoryRef): Promise<RepositorySource>;
  pullRequests: PullRequestMemory;
  exceptions: ExceptionMemory;
  evidence: EvidenceLog;
  tips: RefTips;
  /** null: there are none. */
  mirrors: Mirrors | null;
  /** Puts a landing on record, and whatever follows from its being there. */
  record(landed: LogEntry<"change.landed">): Promise<void>;
  /** Opens the duty to review, once. */
  open(exception: LandingException): Promise<void>;
  /** The last decision on the merge group that a pull request landed with, if it did. */
  groupDecision(
    subject: Subject,
    mergeCommitSha: string | null,
  ): Promise<{ seq: number; body: GroupDecisionBody } | null>;
  explained(repositoryId: number, branch: string, commits: readonly string[]): Promise<ReadonlySet<string>>;
  /** What records call the app, and how long it waits before it looks. */
  engine: { app: string; settleSeconds: number };
  now(): Date;
}

/**
 * Reads what landed from GitHub and holds it against the gate's decisions. Returns when to try again, if GitHub refuses for now;
 * throws what a later try may mend.
 */
export function createReconciler(reconciler: Reconciler): (landed: BranchUpdate | PullRequestEnd) => Promise<Again> {
  return async (landed) => {
    try {
      if (landed.kind === "update") await reconcileUpdate(reconciler, landed);
      else await reconcileEnd(reconciler, landed.pullRequest);
      return null;
    } catch (error) {
      if (error instanceof RateLimited) return error.until;
      throw error;
    }
  };
}

async function reconcileUpdate(reconciler: Reconciler, update: BranchUpdate): Promise<void> {
  const { repository, branch, before, after, pusher, pushedAt } = update;
  const source = await reconciler.source(repository);
  const at = pushedAt === null ? reconciler.now() : new Date(pushedAt);
  const from = pushedAt === null ? "ref_poll" : "push_webhook";
  const move: Move = { before, after, pusher, at, source: from, type: null, activity: null };
  await followBranch({ reconciler, source, repository, branch }, move);
}

/** A pull request that was merged: the move that brought it is on record afterwards, and it is. */
async function reconcileEnd(reconciler: Reconciler, ref: PullRequestRef): Promise<void> {
  const { number, ...repository } = ref;
  const source = await reconciler.source(repository);
  const pull = await startReading(reconciler, source, ref).pull();
  if (pull.merged_at === null) return;
  const place = { reconciler, source, repository, branch: pull.base.ref };
  const move = await moveOf(source, pull);
  const [tenant, key] = [pull.base.repo.owner.id, keyOfMerge(ref.repositoryId, pull)];
  const tip = await followBranch(place, move);
  if (tip === null || (await reconciler.evidence.find(tenant, key)) !== null) return;
  if (await leadsOn(source, tip, move)) {
    await followBranch(place, { ...move, source: "ref_poll", pusher: null });
    if ((await reconciler.evidence.find(tenant, key)) !== null) return;
  }
  const range = await readRange(source, move.before, move.after);
  await recordLoneMerge(place, number, { move, range, foundAt: tip.head });
}

/** Whether the branch came from where it is on record to the merge, by moves that nobody told of. */
async function leadsOn(source: RepositorySource, { head, at }: RefTip, move: Move): Promise<boolean> {
  if (head === null || move.at < at) return false;
  const range = await readRange(source, head, move.after);
  return range !== null && range.removed === 0 && range.commits.size > 0;
}

/** The move that brought a merge, as far as the merge itself tells. */
async function moveOf(source: RepositorySource, pull: PullData): Promise<Move> {
  return {
    before: await tipBefore(source, pull),
    after: pull.merge_commit_sha ?? pull.head.sha,
    pusher: toActor(pull.merged_by),
    at: new Date(pull.merged_at ?? 0),
    source: "pull_request_api",
    type: null,
    activity: null,
  };
}

/** Where the branch was right before the merge, or some time before. */
async function tipBefore(source: RepositorySource, pull: PullData): Promise<string> {
  const landed = pull.merge_commit_sha;
  const range = landed === null ? null : await readRange(source, pull.base.sha, landed);
  if (range === null || landed === null) return pull.base.sha;
  const brought = await commitsOfMerge(source, pull, range.commits);
  let sha = landed;
  for (let commit = range.commits.get(sha); commit !== undefined && brought.has(sha); commit = range.commits.get(sha)) {
    sha = commit.parents[0]?.sha ?? pull.base.sha;
  }
  return sha;
}
