import { type Kysely, sql } from "kysely";

/** What sweeps compare GitHub with. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [pullRequests, deliveries, protection]) await statement.execute(db);
}

const pullRequests = sql`
  create table swept_repositories (
    repository_id bigint primary key,
    installation_id bigint not null,
    swept_at timestamptz,
    full_at timestamptz,
    rules_at timestamptz,
    etag text,
    merged_until timestamptz
  );
  create table open_pull_requests (
    repository_id bigint not null,
    number integer not null,
    head_sha text not null,
    base_ref text not null,
    base_sha text not null,
    updated_at timestamptz not null,
    primary key (repository_id, number)
  );
  create table judged_pull_requests (
    repository_id bigint not null,
    number integer not null,
    head_sha text not null,
    base_ref text not null,
    base_sha text not null,
    updated_at timestamptz not null,
    is_settled boolean not null,
    primary key (repository_id, number)
  )`;

const deliveries = sql`
  create table delivery_log (
    only_row boolean primary key default true check (only_row),
    read_until timestamptz not null
  );
  create table failed_deliveries (
    guid text primary key,
    attempt_id text not null,
    failed_at timestamptz not null,
    asked integer not null default 0,
    next_at timestamptz
  )`;

const protection = sql`
  create table postures (
    subject text not null,
    state jsonb not null,
    since timestamptz not null,
    seen_at timestamptz not null,
    primary key (subject, since)
  );
  create table branch_tips (
    repository_id bigint not null,
    branch text not null,
    sha text not null,
    primary key (repository_id, branch)
  )`;
