import type { Kysely } from "kysely";
import { loggedTenants } from "./evidence-log.ts";
import type { Schema } from "./schema.ts";

/** An account that has evidence, with the name that it had when a repository of it was recorded last. */
export interface NamedLog {
  tenant: number;
  /** In small letters; null: no record names a repository. */
  login: string | null;
}

/** Every account that has evidence. */
export async function namedLogs(db: Kysely<Schema>): Promise<NamedLog[]> {
  const logs: NamedLog[] = [];
  for (const tenant of await loggedTenants(db)) {
    const own = db.selectFrom("evidence").select("body").where("tenant", "=", String(tenant));
    const newest = await own
      .where("kind", "in", ["change.landed", "gate.decided"])
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst();
    const name = (newest?.body as { repo?: { name?: string } } | undefined)?.repo?.name;
    logs.push({ tenant, login: name?.split("/")[0]?.toLowerCase() ?? null });
  }
  return logs;
}
