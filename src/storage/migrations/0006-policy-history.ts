import { type Kysely, sql } from "kysely";

/** What policies were, and who was told of those that were loosened. */
export async function up(db: Kysely<never>): Promise<void> {
  await history.execute(db);
}

const history = sql`
  create table policy_history (
    seq bigint generated always as identity primary key,
    scope text not null check (scope in ('repository', 'organization')),
    id bigint not null,
    source text not null,
    blob text,
    digest text,
    text text,
    loads boolean not null,
    since timestamptz not null,
    check ((blob is null) = (digest is null) and (blob is null) = (text is null))
  );
  create index policy_history_place on policy_history (scope, id, seq);
  create table policy_notices (
    key text primary key,
    notice jsonb not null,
    opened_at timestamptz not null,
    claimed_at timestamptz,
    state text not null check (state in ('owed', 'told', 'refused')),
    told_in bigint,
    issue integer
  );
  create index policy_notices_owed on policy_notices (opened_at) where state = 'owed'`;
