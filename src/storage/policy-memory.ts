import type { Kysely } from "kysely";
import type { PolicyFile, PolicyMemory } from "../pipeline/ports.ts";
import type { Policies, Schema } from "./schema.ts";

type Scope = Policies["scope"];

/** The last policies that loaded, in PostgreSQL. */
export function policyMemory(db: Kysely<Schema>): PolicyMemory {
  return {
    lastGood: ({ repositoryId }) => last(db, "repository", repositoryId),
    keepGood: ({ repositoryId }, file) => keep(db, "repository", repositoryId, file),
    lastFloor: (installationId) => last(db, "floor", installationId),
    keepFloor: (installationId, file) =>
      file === null ? forget(db, "floor", installationId) : keep(db, "floor", installationId, file),
  };
}

async function last(db: Kysely<Schema>, scope: Scope, id: number): Promise<PolicyFile | null> {
  const row = await db
    .selectFrom("policies")
    .select(["source", "text", "blob_sha"])
    .where("scope", "=", scope)
    .where("id", "=", String(id))
    .executeTakeFirst();
  return row === undefined ? null : { source: row.source, text: row.text, blobSha: row.blob_sha };
}

async function keep(db: Kysely<Schema>, scope: Scope, id: number, file: PolicyFile): Promise<void> {
  const values = { source: file.source, text: file.text, blob_sha: file.blobSha };
  await db
    .insertInto("policies")
    .values({ scope, id, ...values })
    .onConflict((conflict) => conflict.columns(["scope", "id"]).doUpdateSet(values))
    .execute();
}

async function forget(db: Kysely<Schema>, scope: Scope, id: number): Promise<void> {
  await db.deleteFrom("policies").where("scope", "=", scope).where("id", "=", String(id)).execute();
}
