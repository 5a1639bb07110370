import type { Commitment, Pseudonym } from "./bodies.ts";
import { committed } from "./personal.ts";
import type { LogEntry } from "./record.ts";

/** The body of `identity.bound`: which account a pseudonym stands for, as a commitment to `{id, login, type}`. */
export interface IdentityBody {
  pseudonym: Pseudonym;
  account: Commitment;
}

/** That an account was erased from a tenant's evidence. */
export interface ErasedAccount {
  tenant: number;
  /** null: the log itself never named it, documents did. */
  pseudonym: Pseudonym | null;
  /** Why, in the words of whoever did it. */
  basis: string;
  /** Who did it: `user@host`. */
  by: string;
  /** How many documents went, and how many decisions cannot be replayed without them. */
  documents: number;
  decisions: number;
  at: Date;
  /** Tells this time from others. */
  id: string;
}

/** The record of an erasure: which pseudonym stands for nobody from now on. */
export function erasedRecord(erased: ErasedAccount): LogEntry<"identity.erased"> {
  const { tenant, pseudonym, basis, by, documents, decisions, at, id } = erased;
  return {
    kind: "identity.erased",
    key: `identity.erased/${id}`,
    tenant,
    occurredAt: at,
    body: { pseudonym, basis: committed(basis), by: committed(by), documents, decisions },
    documents: [],
  };
}

/** That somebody looked at evidence. */
export interface EvidenceRead {
  tenant: number;
  /** What was shown: by the command's name. */
  what: "evidence" | "export";
  /** `user@host`, or the login of a token. */
  by: string;
  at: Date;
  /** Tells this time from others. */
  id: string;
}

/** The record of who looked at evidence, and at what. It is written before anything is shown. */
export function readRecord({ tenant, what, by, at, id }: EvidenceRead): LogEntry<"evidence.read"> {
  const body = { what, by: committed(by) };
  return { kind: "evidence.read", key: `evidence.read/${id}`, tenant, occurredAt: at, body, documents: [] };
}
