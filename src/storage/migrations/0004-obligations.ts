import { type Kysely, sql } from "kysely";

/** What landed past the gate, and who decided on it afterwards. */
export async function up(db: Kysely<never>): Promise<void> {
  await obligations.execute(db);
}

const obligations = sql`
  create table obligations (
    key text primary key,
    code text not null check (code in ('RULE_BYPASS', 'DIRECT_PUSH', 'FORCE_PUSH', 'REF_DELETED', 'BREAK_GLASS')),
    tenant bigint not null,
    installation_id bigint not null,
    repository_id bigint not null,
    owner text not null,
    name text not null,
    pull_request integer,
    branch text not null,
    before text,
    after text,
    landed_at timestamptz not null,
    mode text not null check (mode in ('enforce', 'observe')),
    barred jsonb not null,
    opened_at timestamptz not null,
    due_at timestamptz not null,
    state text not null check (state in ('recorded', 'open', 'overdue', 'escalated', 'resolved')),
    thread integer,
    claimed_at timestamptz,
    resolved_at timestamptz
  );
  create index obligations_repository on obligations (repository_id, branch);
  create index obligations_pending on obligations (due_at) where state not in ('recorded', 'resolved');
  create table explained_commits (
    repository_id bigint not null,
    branch text not null,
    sha text not null,
    key text not null references obligations,
    primary key (repository_id, branch, sha)
  );
  create table review_decisions (
    seq bigint generated always as identity primary key,
    key text not null references obligations,
    comment_id bigint not null unique,
    officer_id bigint not null,
    decision text not null check (decision in ('approve', 'reject', 'escalate')),
    decided_at timestamptz not null
  );
  create index review_decisions_key on review_decisions (key, seq)`;
