import { type Kysely, type Selectable, sql } from "kysely";
import type { LandingException, Obligation, Obligations, ReviewDecision } from "../pipeline/obligations.ts";
import type { Schema } from "./schema.ts";

const hour = 3_600_000;

/** The duties to review, in PostgreSQL. */
export function obligations(db: Kysely<Schema>): Obligations {
  return {
    open: (exception, now) => open(db, exception, now),
    find: async (key) => (await load(db, key))[0] ?? null,
    onThread: (repositoryId, thread) => onThread(db, repositoryId, thread),
    pending: () => pending(db),
    explained: (repositoryId, branch, commits) => explained(db, repositoryId, branch, commits),
    knows: (repositoryId, branch, before, after) => knows(db, repositoryId, branch, before, after),
    claim: (key, now) => claim(db, key, now),
    async keepThread(key, thread) {
      await db.updateTable("obligations").set({ thread }).where("key", "=", key).execute();
    },
    decide: (key, decision) => decide(db, key, decision),
    async setState(key, state, at) {
      const resolved = state === "resolved" ? { resolved_at: at } : {};
      await db
        .updateTable("obligations")
        .set({ state, ...resolved })
        .where("key", "=", key)
        .execute();
    },
  };
}

async function open(db: Kysely<Schema>, exception: LandingException, now: Date): Promise<Obligation> {
  const { key, repository, commits, branch } = exception;
  await db.transaction().execute(async (transaction) => {
    const created = await transaction
      .insertInto("obligations")
      .values(rowOf(exception, now))
      .onConflict((conflict) => conflict.doNothing())
      .returning("key")
      .executeTakeFirst();
    if (created === undefined || commits.length === 0) return;
    const rows = commits.map((sha) => ({ repository_id: repository.repositoryId, branch, sha, key }));
    await transaction
      .insertInto("explained_commits")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  const [stored] = await load(db, key);
  if (stored === undefined) throw new Error(`the obligation ${key} vanished`);
  return stored;
}

function rowOf(exception: LandingException, now: Date) {
  const { key, code, tenant, repository, branch, before, after, mode, landedAt, pullRequest, barred } = exception;
  return {
    ...{ key, code, tenant, branch, before, after, mode },
    installation_id: repository.installationId,
    repository_id: repository.repositoryId,
    owner: repository.owner,
    name: repository.name,
    pull_request: pullRequest,
    landed_at: landedAt,
    barred: JSON.stringify(barred),
    opened_at: now,
    due_at: new Date(landedAt.getTime() + exception.reviewHours * hour),
    state: mode === "observe" ? ("recorded" as const) : ("open" as const),
  };
}

async function onThread(db: Kysely<Schema>, repositoryId: number, thread: number): Promise<Obligation | null> {
  const row = await db
    .selectFrom("obligations")
    .select("key")
    .where("repository_id", "=", String(repositoryId))
    .where("thread", "=", thread)
    .executeTakeFirst();
  return row === undefined ? null : ((await load(db, row.key))[0] ?? null);
}

async function pending(db: Kysely<Schema>): Promise<Obligation[]> {
  const rows = await db
    .selectFrom("obligations")
    .select("key")
    .where("state", "not in", ["recorded", "resolved"])
    .orderBy("due_at")
    .execute();
  return load(db, ...rows.map((row) => row.key));
}

async function load(db: Kysely<Schema>, ...keys: string[]): Promise<Obligation[]> {
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
    officerId: Number(row.officer_id),
    decision: row.decision,
    decidedAt: row.decided_at,
  };
}

async function explained(
  db: Kysely<Schema>,
  repositoryId: number,
  branch: string,
  commits: readonly string[],
): Promise<ReadonlySet<string>> {
  if (commits.length === 0) return new Set();
  const rows = await db
    .selectFrom("explained_commits")
    .select("sha")
    .where("repository_id", "=", String(repositoryId))
    .where("branch", "=", branch)
    .where(sql<boolean>`sha = any(${[...commits]})`)
    .execute();
  return new Set(rows.map((row) => row.sha));
}

async function knows(
  db: Kysely<Schema>,
  repositoryId: number,
  branch: string,
  before: string,
  after: string | null,
): Promise<boolean> {
  const row = await db
    .selectFrom("obligations")
    .select("key")
    .where("repository_id", "=", String(repositoryId))
    .where("branch", "=", branch)
    .where("before", "=", before)
    .where("after", "is not distinct from", after)
    .executeTakeFirst();
  return row !== undefined;
}

const claimLasts = 300_000;

async function claim(db: Kysely<Schema>, key: string, now: Date): Promise<boolean> {
  const free = new Date(now.getTime() - claimLasts);
  const row = await db
    .updateTable("obligations")
    .set({ claimed_at: now })
    .where("key", "=", key)
    .where("thread", "is", null)
    .where((row) => row.or([row("claimed_at", "is", null), row("claimed_at", "<=", free)]))
    .returning("key")
    .executeTakeFirst();
  return row !== undefined;
}

async function decide(db: Kysely<Schema>, key: string, decision: ReviewDecision): Promise<boolean> {
  const row = await db
    .insertInto("review_decisions")
    .values({
      key,
      comment_id: decision.commentId,
      officer_id: decision.officerId,
      decision: decision.decision,
      decided_at: decision.decidedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("seq")
    .executeTakeFirst();
  return row !== undefined;
}
