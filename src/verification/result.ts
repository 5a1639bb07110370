import type { Landed, LandedCheck } from "./landed.ts";
import type { Leaf } from "./leaves.ts";
import { textAt } from "./records.ts";

/** What a landing came to. */
export type Result = "compliant" | "remediated" | "remediated_late" | "deviation" | "unavailable";

/** How bad a part of a landing is: nothing, nobody knows, wrong; null: it does not apply. */
export type Fault = 0 | 1 | 2 | null;

/** How the exceptions of a landing stand together: the worst of them counts. */
export type Remedy = "none" | "open" | "late" | "in-time";

/** A landing's parts, each judged from its record: read from the published rules anew. */
export interface Parts {
  approval: Fault;
  tests: Fault;
  scans: Fault;
  request: Fault;
  content: Fault;
  route: Fault;
  protection: Fault;
  policy: Fault;
}

/** Judges each part of a landing. */
export function partsOf(landed: Landed, checks: readonly LandedCheck[] | null): Parts {
  return {
    approval: approvalFault(landed),
    tests: checkFault(landed, checks, testControls),
    scans: checkFault(landed, checks, scanControls),
    request: requestFault(landed),
    content: contentFault(landed),
    route: routeFault(landed),
    protection: protectionFault(landed),
    policy: policyFault(landed),
  };
}

/** How the landing's exceptions stand together, by what became of them. */
export function remedyOf({ exceptions }: Landed, leavesOf: (exception: string) => readonly Leaf[]): Remedy {
  const states = exceptions.map((key) => stateOf(leavesOf(key)));
  if (states.includes("open")) return "open";
  if (states.includes("late")) return "late";
  return states.length > 0 ? "in-time" : "none";
}

/** What the parts and the exceptions come to. */
export function resultOf(parts: Parts, remedy: Remedy): Result {
  if (remedy === "open") return "deviation";
  if (remedy === "late") return "remediated_late";
  if (remedy === "in-time") return "remediated";
  const worst = Math.max(...Object.values(parts).map((fault) => fault ?? 0));
  return worst === 2 ? "deviation" : worst === 1 ? "unavailable" : "compliant";
}

/** Opened, and closed by two officers in time; observe mode asks nothing of anybody, so that nobody closes it. */
function stateOf(leaves: readonly Leaf[]): "open" | "late" | "in-time" {
  const [opened] = leaves.filter(({ kind }) => kind === "exception.opened");
  const resolved = leaves.find(({ kind }) => kind === "exception.resolved");
  if (opened === undefined || resolved === undefined || textAt(opened.body, "mode") === "observe") return "open";
  const before = leaves.filter(({ seq }) => seq <= resolved.seq);
  const isLate = before.some(({ kind }) => kind === "exception.overdue" || kind === "exception.escalated");
  return isLate || resolved.body.late !== false ? "late" : "in-time";
}

function isBlocking({ landing, policy }: Landed, ids: readonly string[]): boolean {
  if (landing.kind === "ref_delete" || landing.kind === "ref_create") return false;
  if (policy.decided_seq === null) return true;
  return policy.rules.some(
    ({ id, enforcement, outcome }) => ids.includes(id) && enforcement === "block" && outcome !== "not-applicable",
  );
}

function approvalFault(landed: Landed): Fault {
  const { approval } = landed;
  if (!isBlocking(landed, ["senior-review"])) return null;
  if (approval === "unavailable") return 1;
  const needed = Math.max(1, approval.required);
  const isEnough = approval.obtained >= needed && approval.senior >= needed && approval.before_merge;
  const isOnHead = approval.on_final_head || approval.obtained === 0;
  return isEnough && isOnHead && !Object.values(approval.sod).includes(false) ? 0 : 2;
}

const categories: ReadonlyMap<string, string | null> = new Map([
  ["unit-tests", "test"],
  ["integration-tests", "test"],
  ["up-to-date", null],
  ["code-scan", "sast"],
  ["dependency-scan", "sca"],
  ["secret-scan", "secret"],
  ["lint", "lint"],
  ["plain-http", "http"],
]);

const testControls = ["unit-tests", "integration-tests", "up-to-date"];
const scanControls = ["code-scan", "dependency-scan", "secret-scan", "lint", "plain-http"];

function checkFault(landed: Landed, checks: readonly LandedCheck[] | null, controls: readonly string[]): Fault {
  const blocking = controls.filter((id) => isBlocking(landed, [id]));
  if (blocking.length === 0) return null;
  if (landed.policy.decided_seq === null) return 2;
  if (checks === null) return 1;
  const wanted = blocking.map((id) => categories.get(id));
  const required = checks.filter(({ category }) => wanted.includes(category));
  if (required.some((check) => !isPassed(check, landed))) return 2;
  const outcomes = landed.policy.rules
    .filter(({ id, enforcement }) => controls.includes(id) && enforcement === "block")
    .map(({ outcome }) => outcome);
  return worstOf(outcomes);
}

function isPassed(check: LandedCheck, { landing, content }: Landed): boolean {
  const heads = landing.kind === "merge_queue" ? [content.head, landing.tip, landing.after] : [content.head];
  const isGreen = ["success", "neutral", "skipped"].includes(check.conclusion ?? "");
  return heads.includes(check.head) && isGreen && check.before_merge && (check.findings?.new ?? 0) === 0;
}

function requestFault(landed: Landed): Fault {
  if (!isBlocking(landed, ["linked-issue"])) return null;
  const rule = landed.policy.rules.find(({ id }) => id === "linked-issue");
  if (rule?.outcome === "unknown") return 1;
  return rule?.outcome === "pass" && landed.tickets.length > 0 ? 0 : 2;
}

function contentFault({ pr, content }: Landed): Fault {
  if (pr === null) return null;
  if (content.tree_match === true) return 0;
  return content.tree_match === false ? 2 : 1;
}

function routeFault({ landing, policy, protection, commits }: Landed): Fault {
  if (landing.forced) return 2;
  if (landing.kind === "ref_create") return commits.all > 0 ? 1 : 0;
  if (!landing.kind.startsWith("pr_") && landing.kind !== "merge_queue") return 2;
  return policy.decision === "pass" && policy.exception === null && protection.bypass_used !== true ? 0 : 2;
}

function protectionFault({ protection }: Landed): Fault {
  if (protection.drift === "unavailable") return 1;
  return protection.drift ? 2 : 0;
}

function policyFault({ policy }: Landed): Fault {
  const own = policy.rules.filter(({ id }) => id === "policy-change" || id === "guarded-paths");
  const outcomes = own.filter(({ enforcement }) => enforcement === "block").map(({ outcome }) => outcome);
  return outcomes.every((outcome) => outcome === "not-applicable") ? null : worstOf(outcomes);
}

function worstOf(outcomes: readonly string[]): Fault {
  const judged = outcomes.filter((outcome) => outcome !== "pass" && outcome !== "not-applicable");
  if (judged.length === 0) return 0;
  return judged.every((outcome) => outcome === "unknown") ? 1 : 2;
}
