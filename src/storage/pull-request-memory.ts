import type { Kysely } from "kysely";
import type { Actor } from "../domain/facts.ts";
import type { PullRequestMemory, PullRequestRef, Push, RepositoryRef } from "../pipeline/ports.ts";
import type { Schema } from "./schema.ts";

/** What is remembered of pull requests, and which of them a commit is or was the head of. */
export interface StoredPullRequests extends PullRequestMemory {
  /** Numbers of the pull requests that were seen with this head: events of forks name a commit only. */
  numbersAt(repository: RepositoryRef, headSha: string): Promise<number[]>;
}

/** GitHub's SHA for "there was nothing before". */
const nothing = /^0+$/;

/** The memory of pull requests in PostgreSQL. */
export function pullRequestMemory(db: Kysely<Schema>): StoredPullRequests {
  return {
    seenAt: (ref, headSha, now) => seenAt(db, ref, headSha, now),
    keepPush: (ref, push) => keepPush(db, ref, push),
    pushes: (ref) => pushes(db, ref),
    contributors: (ref) => contributors(db, ref),
    keepContributors: (ref, actors) => keepContributors(db, ref, actors),
    numbersAt: (repository, headSha) => numbersAt(db, repository, headSha),
  };
}

async function seenAt(db: Kysely<Schema>, ref: PullRequestRef, sha: string, now: Date): Promise<Date> {
  const head = { repository_id: ref.repositoryId, number: ref.number, sha, seen_at: now };
  await db
    .insertInto("heads")
    .values(head)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { seen_at } = await db
    .selectFrom("heads")
    .select("seen_at")
    .where("repository_id", "=", String(ref.repositoryId))
    .where("number", "=", ref.number)
    .where("sha", "=", sha)
    .executeTakeFirstOrThrow();
  return seen_at;
}

async function keepPush(db: Kysely<Schema>, ref: PullRequestRef, { before, after, pusher }: Push): Promise<void> {
  await db
    .insertInto("pushes")
    .values({
      repository_id: ref.repositoryId,
      number: ref.number,
      before,
      after,
      pusher_id: pusher.id,
      pusher_login: pusher.login,
      pusher_type: pusher.type,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function pushes(db: Kysely<Schema>, ref: PullRequestRef): Promise<{ pushes: Push[]; complete: boolean }> {
  const rows = await db
    .selectFrom("pushes")
    .selectAll()
    .where("repository_id", "=", String(ref.repositoryId))
    .where("number", "=", ref.number)
    .orderBy("seq")
    .execute();
  const found = rows.map((row) => ({
    before: row.before,
    after: row.after,
    pusher: { id: Number(row.pusher_id), login: row.pusher_login, type: row.pusher_type },
  }));
  return { pushes: found, complete: found.some((push) => nothing.test(push.before)) };
}

async function contributors(db: Kysely<Schema>, ref: PullRequestRef): Promise<Actor[]> {
  const rows = await db
    .selectFrom("contributors")
    .select(["id", "login", "type"])
    .where("repository_id", "=", String(ref.repositoryId))
    .where("number", "=", ref.number)
    .orderBy("id")
    .execute();
  return rows.map(({ id, login, type }) => ({ id: Number(id), login, type }));
}

async function keepContributors(db: Kysely<Schema>, ref: PullRequestRef, actors: readonly Actor[]): Promise<void> {
  const people = [...new Map(actors.map((actor) => [actor.id, actor])).values()];
  if (people.length === 0) return;
  await db
    .insertInto("contributors")
    .values(people.map((actor) => ({ repository_id: ref.repositoryId, number: ref.number, ...actor })))
    .onConflict((conflict) =>
      conflict.columns(["repository_id", "number", "id"]).doUpdateSet((row) => ({ login: row.ref("excluded.login") })),
    )
    .execute();
}

async function numbersAt(db: Kysely<Schema>, repository: RepositoryRef, sha: string): Promise<number[]> {
  const rows = await db
    .selectFrom("heads")
    .select("number")
    .where("repository_id", "=", String(repository.repositoryId))
    .where("sha", "=", sha)
    .orderBy("number")
    .execute();
  return rows.map((row) => row.number);
}
