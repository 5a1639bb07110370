import type { LandedBody } from "../evidence/bodies.ts";

/** What was wrong with a landing, by its record alone. */
export type FindingCode =
  | "DIRECT_PUSH"
  | "FORCE_PUSH"
  | "REF_DELETED"
  | "RULE_BYPASS"
  | "BREAK_GLASS"
  | "NO_APPROVAL"
  | "SELF_APPROVAL"
  | "STALE_APPROVAL"
  | "NOT_SENIOR"
  | "TREE_MISMATCH"
  | "CHECK_MISSING"
  | "CHECK_FAILED"
  | "CHECK_WRONG_APP"
  | "CHECK_LATE"
  | "NO_TICKET"
  | "PROTECTION_WEAKENED"
  | "POLICY_UNREVIEWED"
  | "EVIDENCE_UNAVAILABLE";

/** One thing that was wrong, or could not be known. */
export interface Finding {
  part: "approval" | "tests" | "scans" | "request" | "content" | "route" | "protection" | "policy";
  code: FindingCode;
  /** Our own words; nothing in it comes from a pull request. */
  text: string;
}

/** Whether a part of a landing is to be judged at all, and what was found. */
export interface Judged {
  applies: boolean;
  findings: Finding[];
}

/** One thing that was wrong. */
export function finding(part: Finding["part"], code: FindingCode, text: string): Finding {
  return { part, code, text };
}

/** One thing that could not be known: never a pass. */
export function unavailable(part: Finding["part"], field: string): Finding {
  return { part, code: "EVIDENCE_UNAVAILABLE", text: `${field} could not be read` };
}

/**
 * Whether one of the controls blocked when the gate decided. Where it did not decide, nothing says that it did not: a change
 * that nobody judged meets no control. A branch that is created or deleted brings no change.
 */
export function inForce({ landing, policy }: LandedBody, controls: readonly string[]): boolean {
  if (landing.kind === "ref_delete" || landing.kind === "ref_create") return false;
  if (policy.decided_seq === null) return true;
  return policy.rules.some(
    ({ id, enforcement, outcome }) => controls.includes(id) && enforcement === "block" && outcome !== "not-applicable",
  );
}
