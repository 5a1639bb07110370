import { type Kysely, sql } from "kysely";
import type { Schema } from "./schema.ts";

/** Content that cannot change, by what names it: trees, blobs and comparisons by their SHAs. */
export interface ContentCache {
  get(kind: string, key: string): Promise<Uint8Array | null>;
  /** Larger values than a tenth of the bound are not kept. */
  put(kind: string, key: string, value: Uint8Array): Promise<void>;
  /** Forgets what was not used for longest until no more than the bound is left; returns how many were forgotten. */
  trim(): Promise<number>;
}

/** The cache in PostgreSQL, shared by every process; `maxBytes` bounds the sum of its values after `trim`. */
export function contentCache(db: Kysely<Schema>, maxBytes = 512 * 1024 * 1024): ContentCache {
  return {
    get: (kind, key) => get(db, kind, key),
    put: async (kind, key, value) => {
      if (value.length <= maxBytes / 10) await put(db, kind, key, value);
    },
    trim: () => trim(db, maxBytes),
  };
}

async function get(db: Kysely<Schema>, kind: string, key: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom("cached_content")
    .select(["value", sql<boolean>`used_at < now() - interval '1 hour'`.as("stale")])
    .where("kind", "=", kind)
    .where("key", "=", key)
    .executeTakeFirst();
  if (row?.stale) {
    const used = db.updateTable("cached_content").set({ used_at: sql<Date>`now()` });
    await used.where("kind", "=", kind).where("key", "=", key).execute();
  }
  return row?.value ?? null;
}

async function put(db: Kysely<Schema>, kind: string, key: string, value: Uint8Array): Promise<void> {
  await db
    .insertInto("cached_content")
    .values({ kind, key, value: Buffer.from(value) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function trim(db: Kysely<Schema>, maxBytes: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from cached_content c using (
      select kind, key, sum(octet_length(value)) over (order by used_at desc, kind, key) as total from cached_content
    ) kept
    where c.kind = kept.kind and c.key = kept.key and kept.total > ${maxBytes}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
