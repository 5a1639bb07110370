import { type Kysely, sql } from "kysely";

/** What was attested of each landing, and what holds unbroken on each branch. */
export async function up(db: Kysely<never>): Promise<void> {
  await tables.execute(db);
}

const tables = sql`
  create table attestations (
    tenant bigint not null,
    seq bigint not null,
    type text not null check (type in ('change-evidence', 'vsa')),
    envelope text not null,
    landed_at timestamptz not null,
    primary key (tenant, seq, type)
  );
  create trigger append_only before update or delete or truncate on attestations
    for each statement execute function refuse_change();
  create table continuity (
    tenant bigint not null,
    repository_id bigint not null,
    ref text not null,
    seq bigint not null,
    state jsonb not null,
    primary key (tenant, repository_id, ref)
  )`;
