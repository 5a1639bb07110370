import { type Kysely, sql } from "kysely";

/** Which move of each gated branch was recorded last. */
export async function up(db: Kysely<never>): Promise<void> {
  await tips.execute(db);
}

const tips = sql`
  create table ref_tips (
    repository_id bigint not null,
    ref text not null,
    head text,
    seq bigint not null,
    at timestamptz not null,
    activity bigint,
    primary key (repository_id, ref)
  )`;
