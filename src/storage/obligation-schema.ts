import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Actor } from "../domain/facts.ts";
import type { Obligation, ReviewDecision } from "../pipeline/obligations.ts";

type BigInteger = ColumnType<string, number, number>;
type Time = ColumnType<Date, Date, Date>;

interface StoredObligations {
  key: string;
  code: Obligation["code"];
  tenant: BigInteger;
  installation_id: BigInteger;
  repository_id: BigInteger;
  owner: string;
  name: string;
  pull_request: number | null;
  branch: string;
  before: string | null;
  after: string | null;
  landed_at: Time;
  mode: Obligation["mode"];
  barred: JSONColumnType<Actor[]>;
  opened_at: Time;
  due_at: Time;
  state: Obligation["state"];
  thread: number | null;
  /** When somebody last set out to open its issue. */
  claimed_at: Date | null;
  resolved_at: Date | null;
}

/** The commits of a branch that an exception explains. */
interface ExplainedCommits {
  repository_id: BigInteger;
  branch: string;
  sha: string;
  key: string;
}

interface ReviewDecisions {
  seq: Generated<string>;
  key: string;
  comment_id: BigInteger;
  officer_id: BigInteger;
  officer_login: string;
  officer_type: Actor["type"];
  decision: ReviewDecision["decision"];
  decided_at: Time;
}

/** The tables of what landed past the gate, and of the duty to review it. */
export interface ObligationTables {
  obligations: StoredObligations;
  explained_commits: ExplainedCommits;
  review_decisions: ReviewDecisions;
}
