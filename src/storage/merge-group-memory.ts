import type { Kysely } from "kysely";
import type { Conclusion } from "../domain/verdict.ts";
import type { GroupsOf, KnownGroup, MergeGroup, MergeGroupMemory, MergeGroupRef } from "../pipeline/merge-groups.ts";
import type { Report, RepositoryRef } from "../pipeline/ports.ts";
import type { Schema } from "./schema.ts";

/** The memory of merge groups in PostgreSQL. */
export function mergeGroupMemory(db: Kysely<Schema>): MergeGroupMemory {
  return {
    keep: (repository, group, seenAt) => keep(db, repository, group, seenAt),
    find: (ref) => find(db, ref),
    headsOf: (repository, concerned) => headsOf(db, repository, concerned),
    keepConclusion: (ref, conclusion) => keepConclusion(db, ref, conclusion),
    forget: (ref) => forget(db, ref),
    lastReport: (ref) => lastReport(db, ref),
    keepReport: (ref, report) => keepReport(db, ref, report),
  };
}

async function keep(db: Kysely<Schema>, { repositoryId }: RepositoryRef, group: MergeGroup, seenAt: Date) {
  await db
    .insertInto("merge_groups")
    .values({
      repository_id: repositoryId,
      head_sha: group.headSha,
      head_ref: group.headRef,
      base_ref: group.baseRef,
      base_sha: group.baseSha,
      number: group.number,
      seen_at: seenAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function rowOf(db: Kysely<Schema>, { repositoryId, headSha }: MergeGroupRef) {
  const row = db.selectFrom("merge_groups").selectAll().where("repository_id", "=", String(repositoryId));
  return row.where("head_sha", "=", headSha).executeTakeFirst();
}

async function find(db: Kysely<Schema>, ref: MergeGroupRef): Promise<KnownGroup | null> {
  const row = await rowOf(db, ref);
  if (row === undefined) return null;
  return {
    headSha: row.head_sha,
    headRef: row.head_ref,
    baseRef: row.base_ref,
    baseSha: row.base_sha,
    number: row.number,
    seenAt: row.seen_at,
    conclusion: row.conclusion,
  };
}

async function headsOf(db: Kysely<Schema>, { repositoryId }: RepositoryRef, concerned: GroupsOf): Promise<string[]> {
  const own = db.selectFrom("merge_groups").select("head_sha").where("repository_id", "=", String(repositoryId));
  const rows = await limited().orderBy("seen_at").orderBy("head_sha").execute();
  return rows.map((row) => row.head_sha);

  function limited() {
    if ("number" in concerned) return own.where("number", "=", concerned.number);
    if ("baseSha" in concerned) return own.where("base_sha", "=", concerned.baseSha);
    return own.where("base_ref", "=", concerned.baseRef);
  }
}

async function keepConclusion(db: Kysely<Schema>, ref: MergeGroupRef, conclusion: Conclusion): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("merge_groups")
    .set({ conclusion })
    .where("repository_id", "=", String(ref.repositoryId))
    .where("head_sha", "=", ref.headSha)
    .where("conclusion", "is distinct from", conclusion)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function forget(db: Kysely<Schema>, { repositoryId, headSha }: MergeGroupRef): Promise<void> {
  const own = db.deleteFrom("merge_groups").where("repository_id", "=", String(repositoryId));
  await own.where("head_sha", "=", headSha).execute();
}

async function lastReport(db: Kysely<Schema>, ref: MergeGroupRef): Promise<Report | null> {
  const row = await rowOf(db, ref);
  if (row === undefined) return null;
  const checkRunId = row.check_run_id === null ? null : Number(row.check_run_id);
  const written = { checkRunId, checkRunDigest: row.check_run_digest };
  return { headSha: row.head_sha, ...written, commentId: null, commentDigest: null };
}

async function keepReport(db: Kysely<Schema>, ref: MergeGroupRef, report: Report): Promise<void> {
  const written = { check_run_id: report.checkRunId, check_run_digest: report.checkRunDigest };
  const own = db.updateTable("merge_groups").set(written).where("repository_id", "=", String(ref.repositoryId));
  await own.where("head_sha", "=", ref.headSha).execute();
}
