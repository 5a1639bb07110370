import type { ChangeCommit, LandedChange, Missing, RuleSuite } from "../../evidence/landed/change.ts";
import { standingOf } from "../../evidence/landed/decision.ts";
import { type LandedDecision, landedRecord } from "../../evidence/landed-record.ts";
import { subjectOf } from "../../evidence/record.ts";
import type { Change } from "../../landings/move.ts";
import type { LandingException } from "../../pipeline/obligations.ts";
import type { PullRequestRef } from "../../pipeline/ports.ts";
import { toActor } from "../actor.ts";
import { type CommitData, createReader, type PullData, type Reader } from "../reader.ts";
import { repeats } from "./attribution.ts";
import type { Move } from "./chain.ts";
import { firstParentsOf, toChangeCommit } from "./commits.ts";
import { readDecided, readProtection } from "./decided.ts";
import type { Gating } from "./gating.ts";
import { contributorsOf } from "./people.ts";
import type { MergedPull, Range } from "./range.ts";
import type { Reconciler } from "./reconcile.ts";
import type { RepositorySource } from "./repository.ts";
import { compareTrees } from "./trees.ts";

/** What a merged pull request brought, and with which move. */
export interface Brought {
  move: Move;
  /** SHAs of the range. */
  shas: readonly string[];
  /** null: nobody knows which part of the move it is. */
  content: Change["content"];
  /** null: GitHub does not tell it. */
  range: Range | null;
  forced: boolean;
  /** Where the branch was when a merge was found that no move of it had brought; null: it is there with its move. */
  foundAt: string | null;
  ruleSuite: RuleSuite;
  gating: Gating;
}

/** Starts to read a pull request that may have been merged. */
export function startReading(
  reconciler: Reconciler,
  { github, onFailure }: RepositorySource,
  ref: PullRequestRef,
): Reader {
  const { pullRequests: memory, exceptions, now } = reconciler;
  return createReader({ github, ref, now: now(), memory, exceptions, onFailure });
}

/** The same merge has the same key however it was found. */
export function keyOfMerge(repositoryId: number, pull: MergedPull): string {
  return `change.landed/${repositoryId}/${pull.number}/${pull.merge_commit_sha ?? pull.head.sha}`;
}

/** Records a merged pull request as one change, and opens the exception if the gate did not let it pass. */
export async function recordMerge(
  reconciler: Reconciler,
  source: RepositorySource,
  reader: Reader,
  brought: Brought,
): Promise<void> {
  const { ref } = reader;
  const pull = await reader.pull();
  const tenant = pull.base.repo.owner.id;
  const key = keyOfMerge(ref.repositoryId, pull);
  const decided = await readDecided(reconciler, { ...ref, tenant }, pull);
  const isBypass = "result" in brought.ruleSuite && brought.ruleSuite.result === "bypass";
  const passed = standingOf(decided.decision);
  // The gate is one of the rules: who went past another one answers for it, too.
  const standing = passed === "pass" && isBypass ? "bypass" : passed;
  if ((await reconciler.evidence.find(tenant, key)) === null) {
    const exceptions = standing === "pass" ? [] : [subjectOf(ref)];
    const isQueued = brought.move.type === "merge_queue_merge" || decided.groupChecks.length > 0;
    const change = await changeOf(reconciler, source, reader, { ...brought, key, exceptions, isQueued, decided });
    await reconciler.record(landedRecord(change, decided));
  }
  if (standing === "pass") return;
  await reconciler.open(await exceptionOf(reader, pull, brought, standing));
}

type Given = Brought & { key: string; exceptions: readonly string[]; isQueued: boolean; decided: LandedDecision };

async function changeOf(
  reconciler: Reconciler,
  source: RepositorySource,
  reader: Reader,
  { move, shas, content, range, forced, foundAt, ruleSuite, key, exceptions, isQueued, decided }: Given,
): Promise<LandedChange> {
  const { installationId: _, ...about } = reader.ref;
  const pull = await reader.pull();
  const tenant = pull.base.repo.owner.id;
  const { ref: branch, sha: base } = pull.base;
  const found = shas.flatMap((sha) => range?.commits.get(sha) ?? []);
  const firstParents = firstParentsOf(move.after, range?.commits ?? new Map());
  const commits = found.map((data) => toChangeCommit(data, firstParents));
  const tip = range?.commits.get(pull.merge_commit_sha ?? "") ?? range?.commits.get(pull.head.sha);
  const testMerge = decided.on?.facts?.pullRequest.testMerge ?? null;
  const looked = { content, range, mirrors: reconciler.mirrors };
  const { reason, ...trees } = await compareTrees(source, pull.head.sha, { ...looked, testMerge });
  const mergedAt = new Date(pull.merged_at ?? move.at);
  return {
    ...about,
    tenant,
    ref: `refs/heads/${branch}`,
    key,
    landing: {
      ...(await kindOf(reader, pull, { tip, commits, isQueued })),
      before: foundAt ?? move.before,
      after: foundAt ?? move.after,
      tip: tip?.sha ?? pull.merge_commit_sha ?? pull.head.sha,
      forced,
      at: move.at,
      source: move.source,
      mergedAt,
      pusher: move.pusher,
      merger: toActor(pull.merged_by),
      ruleSuite,
    },
    commits,
    removed: [],
    content: { head: pull.head.sha, base, ...trees, ...countsOf(pull) },
    pull: { number: pull.number, author: toActor(pull.user), openedAt: new Date(pull.created_at), title: pull.title },
    protection: await readProtection(reconciler, tenant, about.repositoryId, branch),
    exceptions,
    missing: missingOf(reason, range),
    ...reconciler.engine,
  };
}

function missingOf(reason: string | null, range: Range | null): Missing[] {
  return [
    ...(reason === null ? [] : [{ field: "content.tree_match", reason }]),
    ...(range === null ? [{ field: "commits", reason: "GitHub does not tell the range of the move" }] : []),
  ];
}

function countsOf({ changed_files: files, additions, deletions }: PullData) {
  return { files, additions, deletions };
}

async function kindOf(
  reader: Reader,
  pull: PullData,
  { tip, commits, isQueued }: { tip: CommitData | undefined; commits: readonly ChangeCommit[]; isQueued: boolean },
): Promise<Pick<LandedChange["landing"], "kind">> {
  if (isQueued) return { kind: "merge_queue" };
  if (tip === undefined || tip.sha === pull.head.sha || tip.parents.length > 1) return { kind: "pr_merge" };
  if (commits.length > 1) return { kind: "pr_rebase" };
  const originals = await reader.commits();
  const [only] = originals;
  const isRepeated = originals.length === 1 && only !== undefined && repeats(tip, only);
  return { kind: isRepeated ? "pr_rebase" : "pr_squash" };
}

async function exceptionOf(
  reader: Reader,
  pull: PullData,
  { move, gating }: Brought,
  standing: "break-glass" | "bypass",
): Promise<LandingException> {
  const { installationId, repositoryId, owner, name, number } = reader.ref;
  const { commits, people } = await contributorsOf(reader, pull);
  return {
    ...gating,
    key: subjectOf(reader.ref),
    code: standing === "bypass" ? "RULE_BYPASS" : "BREAK_GLASS",
    tenant: pull.base.repo.owner.id,
    repository: { installationId, repositoryId, owner, name },
    pullRequest: number,
    branch: pull.base.ref,
    before: move.before,
    after: pull.merge_commit_sha ?? pull.head.sha,
    commits,
    removed: [],
    landedAt: new Date(pull.merged_at ?? move.at),
    barred: people,
  };
}
