import { type Kysely, sql } from "kysely";

/** The Merkle trees over the logs, what was signed of them, and the signatures for attestations that were given. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [logs, signatures, appendOnly]) await statement.execute(db);
}

/** `number` 2 and above: an operator gave up the log before, which the tables no longer bear out. */
const logs = sql`
  create index evidence_kind on evidence (tenant, kind, seq);
  create table logs (
    tenant bigint not null,
    number integer not null check (number > 0),
    origin text not null unique,
    started_at timestamptz not null,
    primary key (tenant, number)
  );
  create table log_hashes (
    tenant bigint not null,
    log integer not null,
    level integer not null,
    index bigint not null,
    hashes bytea not null check (octet_length(hashes) between 32 and 8192),
    primary key (tenant, log, level, index)
  );
  create table log_checkpoints (
    tenant bigint not null,
    log integer not null,
    size bigint not null,
    root bytea not null,
    note text not null,
    signed_at timestamptz not null,
    primary key (tenant, log, size)
  )`;

/** The same key gives the same bytes the same signature again. */
const signatures = sql`
  create table log_signatures (
    tenant bigint not null,
    sha256 bytea not null,
    key_id text not null,
    signature bytea not null,
    primary key (tenant, sha256, key_id)
  )`;

/** A tile grows at its end only. */
const appendOnly = sql`
  create trigger append_only before update or delete or truncate on logs
    for each statement execute function refuse_change();
  create trigger append_only before update or delete or truncate on log_checkpoints
    for each statement execute function refuse_change();
  create trigger append_only before update or delete or truncate on log_signatures
    for each statement execute function refuse_change();
  create trigger append_only before delete or truncate on log_hashes
    for each statement execute function refuse_change();
  create trigger grows_only before update on log_hashes
    for each row when (substr(new.hashes, 1, octet_length(old.hashes)) <> old.hashes) execute function refuse_change()`;
