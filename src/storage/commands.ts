import { type Kysely, sql, type Transaction } from "kysely";
import type { CommandComment, CommandMemory, Decision, Known, Outcome } from "../pipeline/commands.ts";
import { appendEvidence } from "./evidence-log.ts";
import { keepGrant, recentRequests, requests } from "./exceptions.ts";
import { keepReview } from "./obligations.ts";
import { obligationOn } from "./read-obligations.ts";
import type { Schema } from "./schema.ts";

/** Names the lock under which a tenant's commands are decided on. */
const deciding = 0x636d6473;

/** What became of commands on pull requests, in PostgreSQL. */
export function commandMemory(db: Kysely<Schema>): CommandMemory {
  return {
    outcome: (commentId) => outcome(db, commentId),
    take: (comment, decide) => takeOnce(db, comment, async (transaction) => decide(await known(transaction, comment))),
    followOnce: (commentId, follow) => followOnce(db, commentId, follow),
  };
}

/**
 * Decides on a comment's command unless that was done before; returns what holds. `decide` reads and writes in the transaction
 * that keeps the decision and its evidence, one at a time for a tenant.
 */
export function takeOnce(
  db: Kysely<Schema>,
  comment: CommandComment,
  decide: (transaction: Transaction<Schema>) => Promise<Decision>,
): Promise<Outcome> {
  const { id, ref, tenant } = comment;
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${deciding}, hashint8(${tenant}::bigint))`.execute(transaction);
    const known = await outcome(transaction, id);
    if (known !== null) return known;
    const decision = await decide(transaction);
    if (decision.grant !== undefined) await keepGrant(transaction, comment, decision.grant);
    if (decision.review !== undefined) await keepReview(transaction, decision.review);
    for (const record of decision.records) await appendEvidence(transaction, record);
    const place = { comment_id: id, repository_id: ref.repositoryId, number: ref.number };
    const { kind, outcome: taken } = decision;
    await transaction
      .insertInto("commands")
      .values({ ...place, kind, outcome: JSON.stringify(taken) })
      .execute();
    return taken;
  });
}

/** Runs what follows a decision; the row's lock keeps other processes waiting, and is given back by a crash. */
export function followOnce(
  db: Kysely<Schema>,
  commentId: number,
  follow: (outcome: Outcome) => Promise<void>,
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom("commands")
      .select(["outcome", "followed_at"])
      .where("comment_id", "=", String(commentId))
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || row.followed_at !== null) return;
    await follow(row.outcome);
    const own = transaction.updateTable("commands").set({ followed_at: new Date() });
    await own.where("comment_id", "=", String(commentId)).execute();
  });
}

/** What a comment's command came to; null: nobody has decided on it. */
export async function outcome(db: Kysely<Schema>, commentId: number): Promise<Outcome | null> {
  const row = await db
    .selectFrom("commands")
    .select("outcome")
    .where("comment_id", "=", String(commentId))
    .executeTakeFirst();
  return row?.outcome ?? null;
}

/** How far back requests of one person are counted. */
const countedFor = 30 * 24 * 3_600_000;

async function known(db: Kysely<Schema>, comment: CommandComment): Promise<Known> {
  return {
    kinds: await kinds(db, comment),
    requests: await requests(db, comment.ref),
    recentRequests: await recentRequests(db, comment, new Date(comment.at.getTime() - countedFor)),
    obligation: await obligationOn(db, comment.ref.repositoryId, comment.ref.number),
  };
}

async function kinds(db: Kysely<Schema>, { ref }: CommandComment): Promise<Set<string>> {
  const rows = await db
    .selectFrom("commands")
    .select("kind")
    .distinct()
    .where("repository_id", "=", String(ref.repositoryId))
    .where("number", "=", ref.number)
    .execute();
  return new Set(rows.map((row) => row.kind));
}
