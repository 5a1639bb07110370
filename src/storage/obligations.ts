import { type Kysely, sql } from "kysely";
import type { Decision } from "../pipeline/commands.ts";
import type { LandingException, Obligation, ObligationState, Obligations } from "../pipeline/obligations.ts";
import { loadObligations, obligationOn, pending } from "./read-obligations.ts";
import type { Schema } from "./schema.ts";

const hour = 3_600_000;

/** The duties to review, in PostgreSQL. */
export function obligations(db: Kysely<Schema>): Obligations {
  return {
    open: (exception, now) => open(db, exception, now),
    find: async (key) => (await loadObligations(db, key))[0] ?? null,
    onThread: (repositoryId, thread) => obligationOn(db, repositoryId, thread),
    pending: () => pending(db),
    explained: (repositoryId, branch, commits) => explained(db, repositoryId, branch, commits),
    claim: (key, now) => claim(db, key, now),
    async keepThread(key, thread) {
      await db.updateTable("obligations").set({ thread }).where("key", "=", key).execute();
    },
    setState: (key, state, at) => setState(db, key, state, at),
  };
}

async function open(db: Kysely<Schema>, exception: LandingException, now: Date): Promise<Obligation> {
  const { key, repository, branch } = exception;
  const commits = [...exception.commits, ...exception.removed];
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
  const [stored] = await loadObligations(db, key);
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

async function setState(db: Kysely<Schema>, key: string, state: ObligationState, at: Date): Promise<void> {
  const resolved = state === "resolved" ? { resolved_at: at } : {};
  // What is resolved stays so, whoever was about to call it overdue.
  await db
    .updateTable("obligations")
    .set({ state, ...resolved })
    .where("key", "=", key)
    .where("state", "<>", "resolved")
    .execute();
}

/** Keeps what an officer decided, and what the obligation is from now on. */
export async function keepReview(
  db: Kysely<Schema>,
  { key, decision, state }: NonNullable<Decision["review"]>,
): Promise<void> {
  const { commentId, officer, decidedAt } = decision;
  const { id: officer_id, login: officer_login, type: officer_type } = officer;
  const by = { officer_id, officer_login, officer_type };
  await db
    .insertInto("review_decisions")
    .values({ key, comment_id: commentId, ...by, decision: decision.decision, decided_at: decidedAt })
    .execute();
  if (state !== null) await setState(db, key, state, decidedAt);
}
