import type { ColumnType } from "kysely";

type BigInteger = ColumnType<string, number, number>;
type Time = ColumnType<Date, Date, Date>;

/** A tenant's logs. The one with the highest number goes on; the origin stays though the server's address changes. */
interface Logs {
  tenant: BigInteger;
  number: number;
  origin: string;
  started_at: Time;
}

/** Tiles: up to 256 hashes of subtrees of 256^level leaves, one after the other. */
interface LogHashes {
  tenant: BigInteger;
  log: number;
  level: number;
  index: BigInteger;
  hashes: Buffer;
}

/** Every checkpoint that was signed. */
interface LogCheckpoints {
  tenant: BigInteger;
  log: number;
  size: BigInteger;
  root: Buffer;
  note: string;
  signed_at: Time;
}

/** Signatures by the key for attestations, by the digest of what was signed. */
interface LogSignatures {
  tenant: BigInteger;
  sha256: Buffer;
  key_id: string;
  signature: Buffer;
}

/** The tables that make logs of the records. */
export interface LogTables {
  logs: Logs;
  log_hashes: LogHashes;
  log_checkpoints: LogCheckpoints;
  log_signatures: LogSignatures;
}
