import type { ColumnType, JSONColumnType } from "kysely";
import type { Continuity } from "../attestations/continuity.ts";
import type { StoredAttestation } from "../pipeline/evidence-source.ts";

type BigInteger = ColumnType<string, number, number>;

/** DSSE envelopes, as JSON, over statements about the landing `seq`. */
interface Attestations {
  tenant: BigInteger;
  seq: BigInteger;
  type: StoredAttestation["type"];
  envelope: string;
  landed_at: ColumnType<Date, Date, Date>;
}

/** What holds on a branch since when, as of the landing `seq`. */
interface ContinuityTable {
  tenant: BigInteger;
  repository_id: BigInteger;
  ref: string;
  seq: BigInteger;
  state: JSONColumnType<Continuity>;
}

/** The tables of what was attested. */
export interface AttestationTables {
  attestations: Attestations;
  continuity: ContinuityTable;
}
