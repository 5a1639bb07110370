import { randomBytes } from "node:crypto";
import type { Transaction } from "kysely";
import type { Actor } from "../domain/facts.ts";
import type { Pseudonym } from "../evidence/bodies.ts";
import { canonicalBytes } from "../evidence/canonical.ts";
import type { IdentityBody } from "../evidence/identity-record.ts";
import { commitmentTo, type Opening } from "../evidence/seal.ts";
import type { Schema } from "./schema.ts";

/** An account that has just got its pseudonym: what the log says of it, and what is kept beside the log. */
export interface Binding {
  body: IdentityBody;
  actor: Actor;
  salt: string;
}

/** 16 random bytes in hexadecimal: nobody can try values against a commitment. */
export function newSalt(): string {
  return randomBytes(16).toString("hex");
}

/** The pseudonyms of those who have one in the tenant's log, by account id. */
export async function knownPseudonyms(
  db: Transaction<Schema>,
  tenant: number,
  actors: readonly Actor[],
): Promise<Map<number, Pseudonym>> {
  if (actors.length === 0) return new Map();
  const rows = await db
    .selectFrom("pseudonyms")
    .select(["account_id", "pseudonym"])
    .where("tenant", "=", String(tenant))
    .where(
      "account_id",
      "in",
      actors.map(({ id }) => String(id)),
    )
    .execute();
  return new Map(rows.map((row) => [Number(row.account_id), row.pseudonym]));
}

/** Gives an account a pseudonym: of a person it tells nothing. */
export function bind({ id, login, type }: Actor): Binding {
  const actor = { id, login: login.toWellFormed(), type };
  const salt = newSalt();
  const pseudonym = type === "Bot" ? `b_${id}` : `u_${randomName()}`;
  return { body: { pseudonym, account: commitmentTo(salt, actor) }, actor, salt };
}

/** Crockford's letters and digits: none is taken for another. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function randomName(): string {
  return Array.from(randomBytes(13), (byte) => letters[byte % letters.length]).join("");
}

/** Keeps who a pseudonym stands for; `seq` is the leaf that commits to it. */
export async function keepBinding(
  db: Transaction<Schema>,
  tenant: number,
  seq: number,
  { body, actor, salt }: Binding,
): Promise<void> {
  const { id, login, type } = actor;
  const { pseudonym } = body;
  await db.insertInto("pseudonyms").values({ tenant, pseudonym, account_id: id, type, login, salt, seq }).execute();
}

/** Keeps what opens the commitments of a leaf. */
export async function keepOpenings(
  db: Transaction<Schema>,
  tenant: number,
  seq: number,
  openings: readonly Opening[],
): Promise<void> {
  if (openings.length === 0) return;
  const rows = openings.map(({ path, salt, value, of }) => {
    return { tenant, seq, path, salt, value: Buffer.from(canonicalBytes(value)).toString("utf8"), pseudonym: of };
  });
  await db.insertInto("disclosures").values(rows).execute();
}
