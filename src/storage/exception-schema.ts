import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Outcome } from "../pipeline/commands.ts";

type BigInteger = ColumnType<string, number, number>;
type Time = ColumnType<Date, Date, Date>;

/** What comments' commands came to. */
interface Commands {
  comment_id: BigInteger;
  repository_id: BigInteger;
  number: number;
  kind: string;
  outcome: JSONColumnType<Outcome>;
  taken_at: Generated<Date>;
  /** When all that follows was done; null: it is to be caught up on. */
  followed_at: Date | null;
}

interface BreakGlassRequests {
  comment_id: BigInteger;
  tenant: BigInteger;
  repository_id: BigInteger;
  number: number;
  head_sha: string;
  base_ref: string;
  incident: string;
  reason: string;
  requester_id: BigInteger;
  requester_login: string;
  requested_at: Time;
}

interface BreakGlassApprovals {
  comment_id: BigInteger;
  request: BigInteger;
  approver_id: BigInteger;
  approver_login: string;
  reason: string | null;
  approved_at: Time;
}

interface BreakGlassGrants {
  request: BigInteger;
  granted_at: Time;
  expires_at: Time;
}

/** Waivers that commands granted. */
interface Waivers {
  comment_id: BigInteger;
  tenant: BigInteger;
  repository_id: BigInteger;
  number: number;
  rule: string;
  path: string;
  line: number | null;
  reason: string;
  approver_id: BigInteger;
  approver_login: string;
  granted_at: Time;
  expires_at: Time;
}

/** Commands in comments, and the exceptions they grant. */
export interface ExceptionTables {
  commands: Commands;
  break_glass_requests: BreakGlassRequests;
  break_glass_approvals: BreakGlassApprovals;
  break_glass_grants: BreakGlassGrants;
  waivers: Waivers;
}
