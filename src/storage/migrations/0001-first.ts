import { type Kysely, sql } from "kysely";

/** What the gate remembers, and the log of what it decided. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [deliveries, pullRequests, reports, evidence, appendOnly]) {
    await statement.execute(db);
  }
}

const deliveries = sql`
  create table deliveries (
    guid text primary key,
    event text not null,
    headers jsonb not null,
    body bytea not null,
    sha256 bytea not null,
    received_at timestamptz not null default now(),
    processed_at timestamptz,
    failure text
  );
  create index deliveries_received_at on deliveries (received_at);
  create index deliveries_pending on deliveries (received_at) where processed_at is null`;

const pullRequests = sql`
  create table heads (
    repository_id bigint not null,
    number integer not null,
    sha text not null,
    seen_at timestamptz not null,
    primary key (repository_id, number, sha)
  );
  create index heads_sha on heads (repository_id, sha);
  create table pushes (
    seq bigint generated always as identity primary key,
    repository_id bigint not null,
    number integer not null,
    before text not null,
    after text not null,
    pusher_id bigint not null,
    pusher_login text not null,
    pusher_type text not null check (pusher_type in ('User', 'Bot')),
    unique (repository_id, number, before, after, pusher_id)
  );
  create table contributors (
    repository_id bigint not null,
    number integer not null,
    id bigint not null,
    login text not null,
    type text not null check (type in ('User', 'Bot')),
    primary key (repository_id, number, id)
  )`;

const reports = sql`
  create table reports (
    repository_id bigint not null,
    number integer not null,
    head_sha text not null,
    check_run_id bigint,
    check_run_digest text,
    comment_id bigint,
    comment_digest text,
    primary key (repository_id, number)
  );
  create table policies (
    scope text not null check (scope in ('repository', 'floor')),
    id bigint not null,
    source text not null,
    text text not null,
    blob_sha text not null,
    primary key (scope, id)
  )`;

const evidence = sql`
  create table evidence (
    tenant bigint not null,
    seq bigint not null check (seq >= 0),
    key text not null,
    subject text,
    kind text not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    body jsonb not null,
    leaf bytea not null,
    sha256 bytea not null,
    primary key (tenant, seq)
  );
  create unique index evidence_key on evidence (tenant, key) where subject is null;
  create index evidence_subject on evidence (tenant, subject, seq) where subject is not null;
  create table evidence_documents (
    tenant bigint not null,
    sha256 bytea not null,
    bytes bytea not null,
    primary key (tenant, sha256)
  )`;

const appendOnly = sql`
  create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% is append-only', tg_table_name;
  end $$;
  create trigger append_only before update or delete or truncate on evidence
    for each statement execute function refuse_change();
  create trigger append_only before update or delete or truncate on evidence_documents
    for each statement execute function refuse_change()`;
