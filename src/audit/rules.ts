import type { LandedBody } from "../evidence/bodies.ts";
import type { Finding } from "./finding.ts";
import { judgePart } from "./findings.ts";
import type { Remedy } from "./judgement.ts";

/** What one control came to on one landing. */
export type ControlOutcome = "not-applicable" | "pass" | "remediated" | "deviation" | "unavailable";

/** A rule on one landing, and what it asks, for people. */
export interface LandingRule {
  query: string;
  judge(landed: LandedBody, remedy: Remedy): ControlOutcome;
}

/** Counts of a control that is not about single landings. */
export interface Counts {
  applicable: number;
  passed: number;
  unavailable: number;
}

/** What a period was, beside its landings; null: it could not be established. */
export interface PeriodFacts {
  /** Rows of reconciliation.csv, and those of them that differ, or whose chain of moves is broken. */
  reconciliation: { rows: number; differing: number } | null;
  /** Snapshots of who can get past the gate, and those of them that let somebody. */
  access: { snapshots: number; open: number; unread: number } | null;
  /** Whether the log's root, computed again, is the one that is signed. */
  evidence: { intact: boolean } | null;
}

/** A rule on a period. */
export interface PeriodRule {
  query: string;
  count(period: PeriodFacts): Counts;
}

/** Rules on one landing, by the name that a matrix uses. */
export const landingRules = {
  approval: {
    query:
      "approval.before_merge && on_final_head && senior >= required && every sod.*, where senior-review blocks or nothing was decided",
    judge: ofPart("approval"),
  },
  tests: {
    query: "each check with category=test: success on content.head, before_merge, and the gate's test controls passed",
    judge: ofPart("tests"),
  },
  scans: {
    query:
      "each check with category=sast|sca|secret|lint|http: success on content.head, before_merge, findings.new=0, and the controls passed",
    judge: ofPart("scans"),
  },
  request: { query: "at least one of tickets, and linked-issue passed, where it blocks", judge: ofPart("request") },
  "same-content": { query: "content.tree_match = true, where there is a pull request", judge: ofPart("content") },
  emergency: {
    query: "a break-glass or a bypass: its exceptions resolved by two officers, not late",
    judge: judgeEmergency,
  },
  protection: { query: "protection.drift = false at each landing", judge: ofPart("protection") },
  triage: {
    query: "direct and force pushes and deletions: their exceptions resolved by two officers, not late",
    judge: judgeTriage,
  },
  "policy-change": {
    query: "policy-change and guarded-paths passed, where they apply and block",
    judge: ofPart("policy"),
  },
} satisfies Record<string, LandingRule>;

/** Rules on a period, likewise. */
export const periodRules = {
  "complete-population": {
    query: "reconciliation.csv: every difference = 0 and every updates_chain_ok = true",
    count: ({ reconciliation }: PeriodFacts) =>
      reconciliation === null ? unknown : counts(reconciliation.rows, reconciliation.differing),
  },
  "least-privilege": {
    query: "protection and access snapshots: nobody can always bypass, two factors are required",
    count: ({ access }: PeriodFacts) =>
      access === null || access.snapshots === 0 ? unknown : counts(access.snapshots, access.open, access.unread),
  },
  "intact-evidence": {
    query: "root of all leaf hashes = root of log/checkpoint; every signature holds",
    count: ({ evidence }: PeriodFacts) => (evidence === null ? unknown : counts(1, evidence.intact ? 0 : 1)),
  },
} satisfies Record<string, PeriodRule>;

const unknown: Counts = { applicable: 1, passed: 0, unavailable: 1 };

function counts(applicable: number, failed: number, unavailable = 0): Counts {
  return { applicable, passed: applicable - failed - unavailable, unavailable };
}

/** What officers let stand afterwards is remediated, late or not: it is never a pass. */
function ofPart(part: Finding["part"]): LandingRule["judge"] {
  return (landed, remedy) => {
    const { applies, findings } = judgePart(part, landed);
    if (!applies) return "not-applicable";
    if (findings.length === 0) return "pass";
    if (remedy === "in-time" || remedy === "late") return "remediated";
    return findings.every(({ code }) => code === "EVIDENCE_UNAVAILABLE") ? "unavailable" : "deviation";
  };
}

/** A declared emergency that two officers closed in time went as it should; an undeclared one is remediated at best. */
function judgeEmergency(landed: LandedBody, remedy: Remedy): ControlOutcome {
  const codes = judgePart("route", landed).findings.map(({ code }) => code);
  if (!codes.includes("BREAK_GLASS") && !codes.includes("RULE_BYPASS")) return "not-applicable";
  if (remedy !== "in-time") return "deviation";
  return codes.includes("RULE_BYPASS") ? "remediated" : "pass";
}

/** The control is to see it and to decide on it: that two officers did in time is a pass. */
function judgeTriage(landed: LandedBody, remedy: Remedy): ControlOutcome {
  const codes = judgePart("route", landed).findings.map(({ code }) => code);
  const isConcerned = codes.some((code) => code === "DIRECT_PUSH" || code === "FORCE_PUSH" || code === "REF_DELETED");
  if (!isConcerned) return "not-applicable";
  return remedy === "in-time" ? "pass" : "deviation";
}
