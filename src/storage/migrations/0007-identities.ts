import { type Kysely, sql } from "kysely";

/** What the log leaves out of people: who they are, and what opens its commitments. It can be erased, and is never edited. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [identities, erasable, officers]) await statement.execute(db);
}

const identities = sql`
  create table pseudonyms (
    tenant bigint not null,
    pseudonym text not null,
    account_id bigint,
    type text not null check (type in ('User', 'Bot')),
    login text,
    salt text,
    seq bigint not null,
    primary key (tenant, pseudonym),
    unique (tenant, account_id),
    check ((account_id is null) = (login is null) and (account_id is null) = (salt is null))
  );
  create index pseudonyms_seq on pseudonyms (tenant, seq);
  create table disclosures (
    tenant bigint not null,
    seq bigint not null,
    path text collate "C" not null,
    salt text not null,
    value text not null,
    pseudonym text,
    primary key (tenant, seq, path)
  );
  create table legal_holds (
    tenant bigint primary key,
    hold_until timestamptz not null,
    basis text not null
  )`;

/** A transaction that erases says so, and the log tells of it: `identity.erased`. */
const erasable = sql`
  create function refuse_but_erasure() returns trigger language plpgsql as $$
  begin
    if current_setting('mergewarden.erasing', true) is distinct from 'on' then
      raise exception '% is append-only', tg_table_name;
    end if;
    return null;
  end $$;
  drop trigger append_only on evidence_documents;
  create trigger append_only before update or truncate on evidence_documents
    for each statement execute function refuse_change();
  create trigger only_erased before delete on evidence_documents
    for each statement execute function refuse_but_erasure();
  create trigger append_only before update or truncate on disclosures
    for each statement execute function refuse_change();
  create trigger only_erased before delete on disclosures
    for each statement execute function refuse_but_erasure();
  create trigger append_only before delete or truncate on pseudonyms
    for each statement execute function refuse_change();
  create trigger only_erased before update on pseudonyms
    for each statement execute function refuse_but_erasure()`;

const officers = sql`
  alter table review_decisions
    add column officer_login text not null,
    add column officer_type text not null check (officer_type in ('User', 'Bot'))`;
