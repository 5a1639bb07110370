import { type Kysely, sql } from "kysely";
import type { PullRequestRef, RepositoryRef } from "../pipeline/ports.ts";
import type { BranchMove, Judged, PullRequestState, SweepMemory, Swept } from "../pipeline/sweep.ts";
import type { Schema } from "./schema.ts";

/** What sweeps compare GitHub with, in PostgreSQL. */
export function sweepMemory(db: Kysely<Schema>): SweepMemory {
  return {
    keepJudged: (ref, judged) => keepJudged(db, ref, judged),
    swept: (repository) => swept(db, repository),
    sweptAt: (repositoryIds) => sweptAt(db, repositoryIds),
    keepSwept: (repository, changes) => keepSwept(db, repository, changes),
    forgetRules: (installationId) => forgetRules(db, installationId),
    keepTips: (repository, tips) => keepTips(db, repository, tips),
    keepOpen: (repository, open) => keepOpen(db, repository, open),
    open: (repository) => open(db, repository),
    unjudged: (repository) => unjudged(db, repository),
  };
}

async function keepJudged(db: Kysely<Schema>, ref: PullRequestRef, judged: Judged): Promise<void> {
  const values = { ...columnsOf(judged), is_settled: judged.isSettled };
  await db
    .insertInto("judged_pull_requests")
    .values({ repository_id: ref.repositoryId, number: ref.number, ...values })
    .onConflict((conflict) => conflict.columns(["repository_id", "number"]).doUpdateSet(values))
    .execute();
}

function columnsOf({ headSha, baseRef, baseSha, updatedAt }: PullRequestState) {
  return { head_sha: headSha, base_ref: baseRef, base_sha: baseSha, updated_at: updatedAt };
}

async function swept(db: Kysely<Schema>, { repositoryId }: RepositoryRef): Promise<Swept> {
  const row = await db
    .selectFrom("swept_repositories")
    .selectAll()
    .where("repository_id", "=", String(repositoryId))
    .executeTakeFirst();
  return {
    sweptAt: row?.swept_at ?? null,
    fullAt: row?.full_at ?? null,
    rulesAt: row?.rules_at ?? null,
    etag: row?.etag ?? null,
    mergedUntil: row?.merged_until ?? null,
  };
}

async function sweptAt(db: Kysely<Schema>, ids: readonly number[]): Promise<ReadonlyMap<number, Date>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("swept_repositories")
    .select(["repository_id", "swept_at"])
    .where("repository_id", "in", ids.map(String))
    .execute();
  return new Map(rows.flatMap((row) => (row.swept_at === null ? [] : [[Number(row.repository_id), row.swept_at]])));
}

async function keepSwept(
  db: Kysely<Schema>,
  { repositoryId, installationId }: RepositoryRef,
  { sweptAt, fullAt, rulesAt, etag, mergedUntil }: Partial<Swept>,
): Promise<void> {
  const values = {
    installation_id: installationId,
    ...(sweptAt !== undefined && { swept_at: sweptAt }),
    ...(fullAt !== undefined && { full_at: fullAt }),
    ...(rulesAt !== undefined && { rules_at: rulesAt }),
    ...(etag !== undefined && { etag }),
    ...(mergedUntil !== undefined && { merged_until: mergedUntil }),
  };
  await db
    .insertInto("swept_repositories")
    .values({ repository_id: repositoryId, ...values })
    .onConflict((conflict) => conflict.column("repository_id").doUpdateSet(values))
    .execute();
}

async function forgetRules(db: Kysely<Schema>, installationId: number): Promise<void> {
  const all = db.updateTable("swept_repositories").set({ rules_at: null });
  await all.where("installation_id", "=", String(installationId)).execute();
}

async function keepTips(
  db: Kysely<Schema>,
  { repositoryId }: RepositoryRef,
  tips: ReadonlyMap<string, string>,
): Promise<BranchMove[]> {
  return db.transaction().execute(async (transaction) => {
    const rows = await transaction
      .deleteFrom("branch_tips")
      .where("repository_id", "=", String(repositoryId))
      .returning(["branch", "sha"])
      .execute();
    const known = new Map(rows.map(({ branch, sha }) => [branch, sha]));
    const fresh = [...tips].map(([branch, sha]) => ({ repository_id: repositoryId, branch, sha }));
    if (fresh.length > 0) await transaction.insertInto("branch_tips").values(fresh).execute();
    if (known.size === 0) return [];
    const names = new Set([...known.keys(), ...tips.keys()]);
    const moves = [...names].map((branch) => {
      return { branch, before: known.get(branch) ?? null, after: tips.get(branch) ?? null };
    });
    return moves.filter(({ before, after }) => before !== after);
  });
}

async function keepOpen(
  db: Kysely<Schema>,
  { repositoryId }: RepositoryRef,
  found: readonly PullRequestState[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom("open_pull_requests").where("repository_id", "=", String(repositoryId)).execute();
    if (found.length === 0) return;
    const rows = found.map((one) => ({ repository_id: repositoryId, number: one.number, ...columnsOf(one) }));
    await transaction.insertInto("open_pull_requests").values(rows).execute();
  });
}

async function open(db: Kysely<Schema>, { repositoryId }: RepositoryRef): Promise<number[]> {
  const rows = await db
    .selectFrom("open_pull_requests")
    .select("number")
    .where("repository_id", "=", String(repositoryId))
    .orderBy("number")
    .execute();
  return rows.map(({ number }) => number);
}

/** One that was judged after the list was read is newer than the list, whatever its head was then. */
async function unjudged(db: Kysely<Schema>, { repositoryId }: RepositoryRef): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select o.number from open_pull_requests o
    left join judged_pull_requests j on j.repository_id = o.repository_id and j.number = o.number
    where o.repository_id = ${repositoryId} and (j.number is null or not j.is_settled or j.updated_at < o.updated_at
      or (j.updated_at = o.updated_at
        and (j.head_sha, j.base_ref, j.base_sha) is distinct from (o.head_sha, o.base_ref, o.base_sha)))
    order by o.number`.execute(db);
  return rows.map(({ number }) => number);
}
