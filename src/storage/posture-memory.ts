import { type Kysely, sql, type Transaction } from "kysely";
import type { BranchPosture, OrganizationPosture, PostureMemory, Snapshot } from "../pipeline/posture.ts";
import type { Schema } from "./schema.ts";

/** Names the lock under which the history of one subject grows. */
const historian = 0x706f7374;

/** How things stood over time, in PostgreSQL: a row for each change. */
export function postureMemory(db: Kysely<Schema>): PostureMemory {
  return {
    last: (subject) => last(db, subject),
    keep: (subject, state, at) => db.transaction().execute((transaction) => keep(transaction, subject, state, at)),
    requiredBranches: (repositoryId) => requiredBranches(db, repositoryId),
  };
}

async function last<State>(db: Kysely<Schema>, subject: string): Promise<Snapshot<State> | null> {
  const row = await db
    .selectFrom("postures")
    .select(["state", "since", "seen_at"])
    .where("subject", "=", subject)
    .orderBy("since", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { state: row.state as State, since: row.since, seenAt: row.seen_at };
}

async function keep(
  db: Transaction<Schema>,
  subject: string,
  state: BranchPosture | OrganizationPosture,
  at: Date,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${historian}, hashtext(${subject}))`.execute(db);
  const known = await last(db, subject);
  // Read before what is known already: it came late, and says nothing new.
  if (known !== null && known.seenAt > at) return false;
  const { rows } = await sql<{ same: boolean }>`
    select ${JSON.stringify(known?.state ?? null)}::jsonb = ${JSON.stringify(state)}::jsonb as same`.execute(db);
  if (known !== null && rows[0]?.same === true) {
    const row = db.updateTable("postures").set({ seen_at: at }).where("subject", "=", subject);
    await row.where("since", "=", known.since).execute();
    return false;
  }
  const values = { subject, state: JSON.stringify(state), since: at, seen_at: at };
  await db
    .insertInto("postures")
    .values(values)
    .onConflict((conflict) => conflict.columns(["subject", "since"]).doUpdateSet({ state: values.state }))
    .execute();
  return true;
}

async function requiredBranches(
  db: Kysely<Schema>,
  repositoryId: number,
): Promise<{ branch: string; check: string }[]> {
  const prefix = `protection/${repositoryId}/`;
  const { rows } = await sql<{ subject: string; check: string; required: boolean }>`
    select distinct on (subject) subject, state->>'check' as check, (state->>'required')::boolean as required
    from postures where starts_with(subject, ${prefix}) order by subject, since desc`.execute(db);
  return rows
    .filter(({ required }) => required)
    .map(({ subject, check }) => ({ branch: subject.slice(prefix.length), check }));
}
