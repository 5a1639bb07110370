import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Conclusion } from "../domain/verdict.ts";
import type { EvidenceRecord } from "../pipeline/ports.ts";
import type { AttestationTables } from "./attestation-schema.ts";
import type { ExceptionTables } from "./exception-schema.ts";
import type { IdentityTables } from "./identity-schema.ts";
import type { LogTables } from "./log-schema.ts";
import type { ObligationTables } from "./obligation-schema.ts";
import type { PolicyHistoryTables } from "./policy-history-schema.ts";
import type { SweepTables } from "./sweep-schema.ts";

/** `bigint` comes as text: https://node-postgres.com/features/types. It goes in as a number. */
type BigInteger = ColumnType<string, number, number>;
type Time = ColumnType<Date, Date, Date>;

/** What GitHub delivered, byte for byte. */
interface Deliveries {
  guid: string;
  event: string;
  headers: JSONColumnType<Record<string, string>>;
  body: Buffer;
  sha256: Buffer;
  received_at: Generated<Date>;
  processed_at: Date | null;
  /** Why it was given up; null while it may still be tried. */
  failure: string | null;
}

interface Heads {
  repository_id: BigInteger;
  number: number;
  sha: string;
  seen_at: Time;
}

interface Pushes {
  seq: Generated<string>;
  repository_id: BigInteger;
  number: number;
  before: string;
  after: string;
  pusher_id: BigInteger;
  pusher_login: string;
  pusher_type: "User" | "Bot";
}

interface Contributors {
  repository_id: BigInteger;
  number: number;
  id: BigInteger;
  login: string;
  type: "User" | "Bot";
}

interface Reports {
  repository_id: BigInteger;
  number: number;
  head_sha: string;
  check_run_id: ColumnType<string | null, number | null, number | null>;
  check_run_digest: string | null;
  comment_id: ColumnType<string | null, number | null, number | null>;
  comment_digest: string | null;
}

/** Policy files by what they hold for: a repository, or an installation's floor. */
export interface Policies {
  scope: "repository" | "floor";
  id: BigInteger;
  source: string;
  text: string;
  blob_sha: string;
}

interface Evidence {
  tenant: BigInteger;
  seq: BigInteger;
  key: string;
  subject: string | null;
  kind: EvidenceRecord["kind"];
  occurred_at: Time;
  recorded_at: Time;
  body: JSONColumnType<object>;
  /** The whole record in RFC 8785 form: what is proven. `body` is for queries. */
  leaf: Buffer;
  sha256: Buffer;
}

/** What records refer to by digest because it is too long for them. */
interface EvidenceDocuments {
  tenant: BigInteger;
  sha256: Buffer;
  bytes: Buffer;
}

interface MergeGroups {
  repository_id: BigInteger;
  head_sha: string;
  head_ref: string;
  base_ref: string;
  base_sha: string;
  number: number;
  seen_at: Time;
  conclusion: Conclusion | null;
  check_run_id: ColumnType<string | null, number | null, number | null>;
  check_run_digest: string | null;
}

/** The tables of migrations/. */
export interface Schema
  extends AttestationTables,
    ExceptionTables,
    IdentityTables,
    LogTables,
    ObligationTables,
    PolicyHistoryTables,
    SweepTables {
  deliveries: Deliveries;
  heads: Heads;
  pushes: Pushes;
  contributors: Contributors;
  reports: Reports;
  policies: Policies;
  evidence: Evidence;
  evidence_documents: EvidenceDocuments;
  merge_groups: MergeGroups;
}
