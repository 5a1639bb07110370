import type { Kysely } from "kysely";
import type { PullRequestRef, Report, ReportMemory } from "../pipeline/ports.ts";
import type { Schema } from "./schema.ts";

/** What was last written on each pull request, in PostgreSQL. */
export function reportMemory(db: Kysely<Schema>): ReportMemory {
  return { last: (ref) => last(db, ref), keep: (ref, report) => keep(db, ref, report) };
}

async function last(db: Kysely<Schema>, ref: PullRequestRef): Promise<Report | null> {
  const row = await db
    .selectFrom("reports")
    .selectAll()
    .where("repository_id", "=", String(ref.repositoryId))
    .where("number", "=", ref.number)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    headSha: row.head_sha,
    checkRunId: row.check_run_id === null ? null : Number(row.check_run_id),
    checkRunDigest: row.check_run_digest,
    commentId: row.comment_id === null ? null : Number(row.comment_id),
    commentDigest: row.comment_digest,
  };
}

async function keep(db: Kysely<Schema>, ref: PullRequestRef, report: Report): Promise<void> {
  const values = {
    head_sha: report.headSha,
    check_run_id: report.checkRunId,
    check_run_digest: report.checkRunDigest,
    comment_id: report.commentId,
    comment_digest: report.commentDigest,
  };
  await db
    .insertInto("reports")
    .values({ repository_id: ref.repositoryId, number: ref.number, ...values })
    .onConflict((conflict) => conflict.columns(["repository_id", "number"]).doUpdateSet(values))
    .execute();
}
