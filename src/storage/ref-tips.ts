import type { Kysely } from "kysely";
import type { RefTip, RefTips } from "../pipeline/landings.ts";
import type { Schema } from "./schema.ts";

/** Up to which move gated branches are on record, in PostgreSQL. */
export function refTips(db: Kysely<Schema>): RefTips {
  return {
    last: (repositoryId, ref) => last(db, repositoryId, ref),
    keep: (repositoryId, ref, tip) => keep(db, repositoryId, ref, tip),
    refsOf: (repositoryIds) => refsOf(db, repositoryIds),
  };
}

async function last(db: Kysely<Schema>, repositoryId: number, ref: string): Promise<RefTip | null> {
  const row = await db
    .selectFrom("ref_tips")
    .selectAll()
    .where("repository_id", "=", String(repositoryId))
    .where("ref", "=", ref)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { head, seq, at, activity } = row;
  return { head, seq: Number(seq), at, activity: activity === null ? null : Number(activity) };
}

async function keep(db: Kysely<Schema>, repositoryId: number, ref: string, tip: RefTip): Promise<boolean> {
  const row = await db
    .insertInto("ref_tips")
    .values({ repository_id: repositoryId, ref, ...tip })
    .onConflict((conflict) =>
      conflict
        .columns(["repository_id", "ref"])
        .doUpdateSet(tip)
        .where("ref_tips.seq", "=", String(tip.seq - 1)),
    )
    .returning("seq")
    .executeTakeFirst();
  return row !== undefined;
}

async function refsOf(
  db: Kysely<Schema>,
  repositoryIds: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  if (repositoryIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("ref_tips")
    .select(["repository_id", "ref"])
    .where("repository_id", "in", repositoryIds.map(String))
    .where("head", "is not", null)
    .orderBy("ref")
    .execute();
  const found = new Map<number, string[]>();
  for (const row of rows) {
    const id = Number(row.repository_id);
    found.set(id, [...(found.get(id) ?? []), row.ref]);
  }
  return found;
}
