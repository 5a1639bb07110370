import { type Kysely, sql } from "kysely";
import type { LogName } from "./log-tree.ts";
import type { Schema } from "./schema.ts";

/** A log of a tenant, and the name that its checkpoints carry. */
export interface Log extends LogName {
  origin: string;
}

/** A checkpoint that was signed. */
export interface SignedCheckpoint {
  size: number;
  root: Uint8Array;
  note: string;
}

/** `<host>/gh-<account id>/log<number>`. */
export function originOf(host: string, { tenant, number }: LogName): string {
  return `${host}/gh-${tenant}/log${number}`;
}

/** All logs of a tenant, the one that goes on first. */
export async function logsOf(db: Kysely<Schema>, tenant: number): Promise<Log[]> {
  const own = db.selectFrom("logs").select(["number", "origin"]).where("tenant", "=", String(tenant));
  const rows = await own.orderBy("number", "desc").execute();
  return rows.map(({ number, origin }) => ({ tenant, number, origin }));
}

/** The log that goes on; the first one is started under this host. */
export async function currentLog(db: Kysely<Schema>, tenant: number, host: string): Promise<Log> {
  const [known] = await logsOf(db, tenant);
  if (known !== undefined) return known;
  const first = { tenant, number: 1, origin: originOf(host, { tenant, number: 1 }), started_at: new Date() };
  // No columns named: whoever starts it at the same time may be met at the origin first.
  await db
    .insertInto("logs")
    .values(first)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return currentLog(db, tenant, host);
}

/** The newest checkpoint of a log, or the newest at or below a size. */
export async function newestCheckpoint(
  db: Kysely<Schema>,
  { tenant, number }: LogName,
  atMost = Number.MAX_SAFE_INTEGER,
): Promise<SignedCheckpoint | null> {
  const own = db.selectFrom("log_checkpoints").select(["size", "root", "note"]).where("tenant", "=", String(tenant));
  const below = own.where("log", "=", number).where("size", "<=", String(atMost));
  const row = await below.orderBy("size", "desc").limit(1).executeTakeFirst();
  return row === undefined ? null : { size: Number(row.size), root: row.root, note: row.note };
}

/** How many records each tenant's log holds. Looks at no more than the end of each. */
export async function logSizes(db: Kysely<Schema>): Promise<Map<number, number>> {
  const { rows } = await sql<{ tenant: string; size: string }>`
    with recursive tenants as (
      (select tenant from evidence order by tenant limit 1)
      union all
      select (select evidence.tenant from evidence where evidence.tenant > tenants.tenant order by tenant limit 1)
      from tenants where tenant is not null)
    select tenant, newest.seq + 1 as size
    from tenants, lateral (select seq from evidence where evidence.tenant = tenants.tenant order by seq desc limit 1) newest`.execute(
    db,
  );
  return new Map(rows.map(({ tenant, size }) => [Number(tenant), Number(size)]));
}
