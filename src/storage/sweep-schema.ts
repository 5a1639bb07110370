import type { ColumnType, Generated, JSONColumnType } from "kysely";

type BigInteger = ColumnType<string, number, number>;
type Time = ColumnType<Date, Date, Date>;

interface SweptRepositories {
  repository_id: BigInteger;
  installation_id: BigInteger;
  swept_at: Date | null;
  full_at: Date | null;
  rules_at: Date | null;
  etag: string | null;
  merged_until: Date | null;
}

interface OpenPullRequests {
  repository_id: BigInteger;
  number: number;
  head_sha: string;
  base_ref: string;
  base_sha: string;
  updated_at: Time;
}

interface JudgedPullRequests extends OpenPullRequests {
  is_settled: boolean;
}

interface DeliveryLog {
  only_row: Generated<boolean>;
  read_until: Time;
}

interface FailedDeliveries {
  guid: string;
  attempt_id: string;
  failed_at: Time;
  asked: Generated<number>;
  /** When it is to be asked for; null: not any more. */
  next_at: Date | null;
}

/** How something stood, by what it is. */
interface Postures {
  subject: string;
  state: JSONColumnType<object>;
  since: Time;
  seen_at: Time;
}

interface BranchTips {
  repository_id: BigInteger;
  branch: string;
  sha: string;
}

/** The last move on record of each gated branch; `seq` counts its moves. */
interface RefTips {
  repository_id: BigInteger;
  ref: string;
  head: string | null;
  seq: BigInteger;
  at: Time;
  activity: ColumnType<string | null, number | null, number | null>;
}

/** The tables of 0005-sweeps and 0009-refs. */
export interface SweepTables {
  swept_repositories: SweptRepositories;
  open_pull_requests: OpenPullRequests;
  judged_pull_requests: JudgedPullRequests;
  delivery_log: DeliveryLog;
  failed_deliveries: FailedDeliveries;
  postures: Postures;
  branch_tips: BranchTips;
  ref_tips: RefTips;
}
