import type { Kysely, Selectable } from "kysely";
import type { Obligation, ReviewDecision } from "../pipeline/obligations.ts";
import type { Schema } from "./schema.ts";

/** The obligation that is talked about on an issue or pull request. */
export async function obligationOn(
  db: Kysely<Schema>,
  repositoryId: number,
  thread: number,
): Promise<Obligation | null> {
  const row = await db
    .selectFrom("obligations")
    .select("key")
    .where("repository_id", "=", String(repositoryId))
    .where("thread", "=", thread)
    .executeTakeFirst();
  return row === undefined ? null : ((await loadObligations(db, row.key))[0] ?? null);
}

/** Those that somebody still has to decide on. */
export async function pending(db: Kysely<Schema>): Promise<Obligation[]> {
  const rows = await db
    .selectFrom("obligations")
    .select("key")
    .where("state", "not in", ["recorded", "resolved"])
    .orderBy("due_at")
    .execute();
  return loadObligations(db, ...rows.map((row) => row.key));
}

/** The obligations of these keys. */
export async function loadObligations(db: Kysely<Schema>, ...keys: string[]): Promise<Obligation[]> {
  if (keys.length === 0) return [];
  const rows = await db.selectFrom("obligations").selectAll().where("key", "in", keys).orderBy("due_at").execute();
  const decisions = await db
    .selectFrom("review_decisions")
    .selectAll()
    .where("key", "in", keys)
    .orderBy("seq")
    .execute();
  return rows.map((row) => toObligation(row, decisions.filter((one) => one.key === row.key).map(toDecision)));
}

function toObligation(row: Selectable<Schema["obligations"]>, decisions: ReviewDecision[]): Obligation {
  const { key, code, branch, before, after, mode, state, thread } = row;
  return {
    ...{ key, code, branch, before, after, mode, state, thread },
    tenant: Number(row.tenant),
    repository: {
      installationId: Number(row.installation_id),
      repositoryId: Number(row.repository_id),
      owner: row.owner,
      name: row.name,
    },
    pullRequest: row.pull_request,
    landedAt: row.landed_at,
    barred: row.barred,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    resolvedAt: row.resolved_at,
    decisions,
  };
}

function toDecision(row: Selectable<Schema["review_decisions"]>): ReviewDecision {
  return {
    commentId: Number(row.comment_id),
    officer: { id: Number(row.officer_id), login: row.officer_login, type: row.officer_type },
    decision: row.decision,
    decidedAt: row.decided_at,
  };
}
