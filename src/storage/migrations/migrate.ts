import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import type { Schema } from "../schema.ts";
import { up as first } from "./0001-first.ts";
import { up as mergeGroups } from "./0002-merge-groups.ts";
import { up as exceptions } from "./0003-exceptions.ts";
import { up as obligations } from "./0004-obligations.ts";
import { up as sweeps } from "./0005-sweeps.ts";
import { up as policyHistory } from "./0006-policy-history.ts";
import { up as identities } from "./0007-identities.ts";
import { up as logTree } from "./0008-log-tree.ts";
import { up as refs } from "./0009-refs.ts";
import { up as attestations } from "./0010-attestations.ts";

/** Every change of the tables, in order. One that was released is never edited. */
export const migrations = {
  "0001-first": { up: first },
  "0002-merge-groups": { up: mergeGroups },
  "0003-exceptions": { up: exceptions },
  "0004-obligations": { up: obligations },
  "0005-sweeps": { up: sweeps },
  "0006-policy-history": { up: policyHistory },
  "0007-identities": { up: identities },
  "0008-log-tree": { up: logTree },
  "0009-refs": { up: refs },
  "0010-attestations": { up: attestations },
};

/** Brings the tables up to date, all or nothing. Processes that start at once wait for the first. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error("The database's tables could not be brought up to date", { cause: error });
}
