import type { LandingKind } from "../../evidence/bodies.ts";
import type { LandedChange, RuleSuite } from "../../evidence/landed/change.ts";
import { landedRecord } from "../../evidence/landed-record.ts";
import type { ExceptionCode } from "../../pipeline/obligations.ts";
import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { CommitData } from "../reader.ts";
import { type Move, nowhere } from "./chain.ts";
import { firstParentsOf, toChangeCommit } from "./commits.ts";
import { readProtection } from "./decided.ts";
import type { Gating } from "./gating.ts";
import { authorsOf, eachOnce } from "./people.ts";
import type { Range } from "./range.ts";
import type { Reconciler } from "./reconcile.ts";
import type { RepositorySource } from "./repository.ts";

/** A move of a gated branch, and what it did beyond merges. */
export interface Pushed {
  repository: RepositoryRef;
  branch: string;
  /** How many moves of the branch there were, with this one. */
  count: number;
  move: Move;
  kind: LandingKind;
  gating: Gating;
  /** Commits that no merge brought, oldest first. */
  direct: readonly CommitData[];
  /** SHAs that it took off the branch. */
  removed: readonly string[];
  /** Why the mirror does not keep them; null: it does, or there is none. */
  lost: string | null;
  /** null: GitHub does not tell it. */
  range: Range | null;
  ruleSuite: RuleSuite;
}

/** Records what a move did beyond merges, and opens the exception for it. */
export async function recordPush(reconciler: Reconciler, source: RepositorySource, pushed: Pushed): Promise<void> {
  const { direct, kind } = pushed;
  const unexplained = kind === "ref_create" ? await withoutExplained(reconciler, pushed) : direct;
  const code = codeOf(kind, unexplained.length > 0);
  const key = code === null ? null : keyOf(code, pushed, unexplained);
  const change = await changeOf(reconciler, source, pushed, { kind, exceptions: key === null ? [] : [key] });
  await reconciler.record(landedRecord(change, { decision: null, on: null, facts: null, groupChecks: [] }));
  if (code !== null && key !== null) await open(reconciler, source, { ...pushed, direct: unexplained }, { code, key });
}

/** A branch that is made anew brings what exceptions on the one before asked about. A branch that goes on has lost it since. */
async function withoutExplained(reconciler: Reconciler, { repository, branch, direct }: Pushed): Promise<CommitData[]> {
  const shas = direct.map(({ sha }) => sha);
  const explained = await reconciler.explained(repository.repositoryId, branch, shas);
  return direct.filter(({ sha }) => !explained.has(sha));
}

function codeOf(kind: LandingKind, hasUnexplained: boolean): ExceptionCode | null {
  if (kind === "ref_delete") return "REF_DELETED";
  if (kind === "force_push") return "FORCE_PUSH";
  return hasUnexplained ? "DIRECT_PUSH" : null;
}

function keyOf(code: ExceptionCode, pushed: Pushed, direct: readonly CommitData[]): string {
  const { repository, branch, move, count } = pushed;
  const name = code === "DIRECT_PUSH" ? direct.at(-1)?.sha : `${move.before}..${move.after}`;
  return `${code}/${repository.repositoryId}/${branch}/${name}@${count}`;
}

async function changeOf(
  reconciler: Reconciler,
  source: RepositorySource,
  { repository, branch, count, move, direct, removed, lost, range, ruleSuite }: Pushed,
  { kind, exceptions }: { kind: LandingKind; exceptions: readonly string[] },
): Promise<LandedChange> {
  const { repositoryId, owner, name } = repository;
  const { id: tenant } = (await source.home()).owner;
  const firstParents = firstParentsOf(move.after, range?.commits ?? new Map());
  const ref = `refs/heads/${branch}`;
  const isUntold = range === null && move.after !== nowhere;
  const { at, source: landedSource, before, after, pusher } = move;
  return {
    ...{ tenant, repositoryId, owner, name, ref, exceptions, removed },
    key: `change.landed/${repositoryId}/${ref}/${count}/${before}..${after}`,
    landing: {
      ...{ kind, before, after, at, pusher, source: landedSource, mergedAt: null, merger: null, ruleSuite },
      tip: direct.at(-1)?.sha ?? after,
      forced: kind === "force_push",
    },
    commits: direct.map((data) => toChangeCommit(data, firstParents)),
    content: {
      ...{
        head: null,
        base: kind === "ref_create" ? (range?.base ?? null) : null,
        expectedTree: null,
        treeSource: null,
        files: null,
        additions: null,
        deletions: null,
      },
      landedTree: range?.commits.get(after)?.commit.tree.sha ?? "unavailable",
      treeMatch: "unavailable",
    },
    pull: null,
    protection: await readProtection(reconciler, tenant, repositoryId, branch),
    missing: [
      { field: "content.tree_match", reason: "nothing was reviewed" },
      ...(isUntold ? [{ field: "commits", reason: "GitHub does not tell the range of the move" }] : []),
      ...(lost === null ? [] : [{ field: "commits.removed", reason: `the mirror does not keep them: ${lost}` }]),
      ...(pusher === null ? [{ field: "landing.pusher", reason: "nobody tells who pushed" }] : []),
    ],
    ...reconciler.engine,
  };
}

async function open(
  reconciler: Reconciler,
  source: RepositorySource,
  { repository, branch, move, gating, direct, removed }: Pushed,
  { code, key }: { code: ExceptionCode; key: string },
): Promise<void> {
  const { before, after, pusher, at } = move;
  await reconciler.open({
    ...gating,
    ...{ key, code, repository, branch, removed },
    tenant: (await source.home()).owner.id,
    pullRequest: null,
    before: before === nowhere ? null : before,
    after: after === nowhere ? null : after,
    commits: direct.map(({ sha }) => sha),
    landedAt: at,
    barred: eachOnce([pusher, ...authorsOf(direct)]),
  });
}
