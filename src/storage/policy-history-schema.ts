import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { PolicyNotice, PolicyScope } from "../pipeline/policy-history.ts";

type BigInteger = ColumnType<string, number, number>;
type Time = ColumnType<Date, Date, Date>;

/** Policies as they were seen; id: the repository that holds the file. What is null of one is not there. */
interface StoredPolicies {
  seq: Generated<string>;
  scope: PolicyScope;
  id: BigInteger;
  source: string;
  blob: string | null;
  digest: string | null;
  text: string | null;
  loads: boolean;
  since: Time;
}

interface StoredNotices {
  key: string;
  notice: JSONColumnType<Omit<PolicyNotice, "key" | "since"> & { since: string }>;
  opened_at: Time;
  claimed_at: Date | null;
  state: "owed" | "told" | "refused";
  /** The repository and the number of the issue. */
  told_in: ColumnType<string | null, number | null, number | null>;
  issue: number | null;
}

/** The tables of what policies were, and of the notices of their loosening. */
export interface PolicyHistoryTables {
  policy_history: StoredPolicies;
  policy_notices: StoredNotices;
}
