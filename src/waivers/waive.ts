import type { Facts, Waiver } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import { roleMembers } from "../domain/role-members.ts";
import { contributors } from "../review/contributors.ts";
import type { Finding } from "../scanner/finding.ts";

/** A waiver of the policy file. `expires` is a civil date: it holds until the end of that day, UTC. */
export interface PolicyWaiver {
  rule: string;
  path: string;
  line?: number;
  reason: string;
  "approved-by"?: string;
  expires: string;
}

export type WaiverFacts = Pick<Facts, "pullRequest" | "exceptions" | "roles" | "commits" | "pushers" | "now">;

export interface Waived {
  /** Findings that nothing waives. */
  open: Finding[];
  waived: Finding[];
  /** Findings of which could not be told whether something waives them, and why. */
  doubtful: Finding[];
  doubt: string;
  notes: string[];
}

type Standing = "holds" | "doubtful" | "not";

/** Splits findings into those that a waiver of the policy, or one granted by command, lets pass and those that stay. */
export function waive(
  findings: readonly Finding[],
  policyWaivers: readonly PolicyWaiver[],
  facts: WaiverFacts,
  role: string,
): Waived {
  const result: Waived = { open: [], waived: [], doubtful: [], doubt: "", notes: [] };
  const { exceptions } = facts;
  if (isUnavailable(exceptions)) result.doubt = `could not read the exceptions: ${exceptions.unavailable}`;
  const granted = isUnavailable(exceptions) ? [] : exceptions.filter((exception) => exception.kind === "waiver");
  for (const finding of findings) {
    if (policyWaivers.some((waiver) => matches(waiver, finding) && isInForce(waiver, facts.now, result, finding))) {
      result.waived.push(finding);
      continue;
    }
    const standings = granted
      .filter((waiver) => matches(waiver, finding))
      .map((waiver) => standingOf(waiver, facts, role, result));
    if (standings.includes("holds")) result.waived.push(finding);
    else if (standings.includes("doubtful") || isUnavailable(exceptions)) result.doubtful.push(finding);
    else result.open.push(finding);
  }
  return result;
}

function matches(waiver: { rule: string; path: string; line?: number | null | undefined }, finding: Finding): boolean {
  return waiver.rule === finding.rule && waiver.path === finding.path && (waiver.line ?? finding.line) === finding.line;
}

function isInForce(waiver: PolicyWaiver, now: string, result: Waived, { rule, path, line }: Finding): boolean {
  if (waiver.expires >= now.slice(0, 10)) return true;
  result.notes.push(`The waiver for ${rule} at ${path}:${line} expired on ${waiver.expires}.`);
  return false;
}

/** A waiver by command needs a member of the role who is no contributor. */
function standingOf(waiver: Waiver, facts: WaiverFacts, role: string, result: Waived): Standing {
  const what = `The waiver for ${waiver.rule} at ${waiver.path}`;
  const { id, login, type } = waiver.approvedBy;
  if (Date.parse(waiver.expiresAt) <= Date.parse(facts.now)) {
    result.notes.push(`${what} expired at ${waiver.expiresAt}.`);
    return "not";
  }
  const involved = contributors(facts);
  if (type !== "User" || involved.people.has(id)) {
    result.notes.push(`${what} does not count: ${login} contributed, or is no person.`);
    return "not";
  }
  const members = roleMembers(facts.roles, role);
  if (isUnavailable(members) || involved.doubts.length > 0) {
    const why = isUnavailable(members)
      ? `could not read the role ${role}: ${members.unavailable}`
      : involved.doubts.join("; ");
    result.doubt = `could not tell whether a waiver counts: ${why}`;
    return "doubtful";
  }
  if (members.some((member) => member.id === id && member.type === "User")) return "holds";
  result.notes.push(`${what} does not count: ${login} is not in the role ${role}.`);
  return "not";
}
