import type { ColumnType } from "kysely";
import type { Actor } from "../domain/facts.ts";

type BigInteger = ColumnType<string, number, number>;

/** Who a pseudonym stands for in a tenant's log. Of one that was erased the account, the login and the salt are null. */
interface Pseudonyms {
  tenant: BigInteger;
  pseudonym: string;
  account_id: ColumnType<string | null, number, null>;
  type: Actor["type"];
  login: ColumnType<string | null, string, null>;
  /** Opens the commitment of the `identity.bound` leaf `seq`. */
  salt: ColumnType<string | null, string, null>;
  seq: BigInteger;
}

/** What opens a commitment: the value, as canonical JSON, at the JSON Pointer `path` of leaf `seq`. */
interface Disclosures {
  tenant: BigInteger;
  seq: BigInteger;
  path: string;
  salt: string;
  value: string;
  /** Whose text it is; null: of anybody whom the leaf names. */
  pseudonym: string | null;
}

/** Until when nothing of a tenant's evidence may be erased, and why. */
interface LegalHolds {
  tenant: BigInteger;
  hold_until: ColumnType<Date, Date, Date>;
  basis: string;
}

/** The tables that tell what the log leaves out. */
export interface IdentityTables {
  pseudonyms: Pseudonyms;
  disclosures: Disclosures;
  legal_holds: LegalHolds;
}
