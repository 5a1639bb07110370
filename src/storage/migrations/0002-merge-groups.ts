import { type Kysely, sql } from "kysely";

/** The merge groups that there are. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table merge_groups (
      repository_id bigint not null,
      head_sha text not null,
      head_ref text not null,
      base_ref text not null,
      base_sha text not null,
      number integer not null,
      seen_at timestamptz not null,
      conclusion text check (conclusion in ('success', 'failure', 'pending')),
      check_run_id bigint,
      check_run_digest text,
      primary key (repository_id, head_sha)
    )`.execute(db);
}
