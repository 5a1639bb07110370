import { type Kysely, sql } from "kysely";

/** Commands in comments, and the exceptions they grant: what was granted is never edited. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [commands, breakGlass, waivers, appendOnly]) await statement.execute(db);
}

const commands = sql`
  create table commands (
    comment_id bigint primary key,
    repository_id bigint not null,
    number integer not null,
    kind text not null,
    outcome jsonb not null,
    taken_at timestamptz not null default now(),
    followed_at timestamptz
  );
  create index commands_number on commands (repository_id, number)`;

const breakGlass = sql`
  create table break_glass_requests (
    comment_id bigint primary key,
    tenant bigint not null,
    repository_id bigint not null,
    number integer not null,
    head_sha text not null,
    base_ref text not null,
    incident text not null,
    reason text not null,
    requester_id bigint not null,
    requester_login text not null,
    requested_at timestamptz not null
  );
  create index break_glass_requests_number on break_glass_requests (repository_id, number);
  create index break_glass_requests_requester on break_glass_requests (tenant, requester_id, requested_at);
  create table break_glass_approvals (
    comment_id bigint primary key,
    request bigint not null references break_glass_requests,
    approver_id bigint not null,
    approver_login text not null,
    reason text,
    approved_at timestamptz not null,
    unique (request, approver_id)
  );
  create table break_glass_grants (
    request bigint primary key references break_glass_requests,
    granted_at timestamptz not null,
    expires_at timestamptz not null
  )`;

const waivers = sql`
  create table waivers (
    comment_id bigint primary key,
    tenant bigint not null,
    repository_id bigint not null,
    number integer not null,
    rule text not null,
    path text not null,
    line integer,
    reason text not null,
    approver_id bigint not null,
    approver_login text not null,
    granted_at timestamptz not null,
    expires_at timestamptz not null
  );
  create index waivers_repository on waivers (repository_id, expires_at);
  create index waivers_expiry on waivers (expires_at)`;

const appendOnly = sql`
  create trigger append_only before update or delete or truncate on break_glass_requests
    for each statement execute function refuse_change();
  create trigger append_only before update or delete or truncate on break_glass_approvals
    for each statement execute function refuse_change();
  create trigger append_only before update or delete or truncate on break_glass_grants
    for each statement execute function refuse_change();
  create trigger append_only before update or delete or truncate on waivers
    for each statement execute function refuse_change()`;
