import { randomBytes } from "node:crypto";
import type { Transaction } from "kysely";
import type { Actor } from "../domain/facts.ts";
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

/** Keeps who pseudonyms stand for; `seq` is the leaf that commits to one. */
export async function keepBindings(
  db: Transaction<Schema>,
  tenant: number,
  bindings: readonly (Binding & { seq: number })[],
): Promise<void> {
  if (bindings.length === 0) return;
  const rows = bindings.map(({ seq, body: { pseudonym }, actor: { id, login, type }, salt }) => {
    return { tenant, pseudonym, account_id: id, type, login, salt, seq };
  });
  await db.insertInto("pseudonyms").values(rows).execute();
}

/** Keeps what opens the commitments of leaves. */
export async function keepOpenings(
  db: Transaction<Schema>,
  tenant: number,
  openings: readonly (Opening & { seq: number })[],
): Promise<void> {
  if (openings.length === 0) return;
  const rows = openings.map(({ seq, path, salt, value, of }) => {
    return { tenant, seq, path, salt, value: Buffer.from(canonicalBytes(value)).toString("utf8"), pseudonym: of };
  });
  await db.insertInto("disclosures").values(rows).execute();
}
