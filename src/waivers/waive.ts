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

/** A waiver whose time is over. It hides nothing any more, and somebody has to mend what it is for, or renew it. */
export interface ExpiredWaiver {
  waiver: PolicyWaiver;
  /** Findings that it would let pass; none: what it is for was not touched. */
  findings: Finding[];
}

/** What a policy's waivers make of findings. */
export interface PolicyWaived<F extends Finding = Finding> {
  open: F[];
  waived: F[];
  expired: ExpiredWaiver[];
}

export interface Waived {
  /** Findings that nothing waives. */
  open: Finding[];
  waived: Finding[];
  /** Findings of which could not be told whether something waives them, and why. */
  doubtful: Finding[];
  doubt: string;
  notes: string[];
  /** All of the policy's waivers whose time is over. */
  expired: ExpiredWaiver[];
}

type Standing = "holds" | "doubtful" | "not";

/** Splits findings into those that a waiver of the policy lets pass and those that stay. `now` is RFC 3339, in UTC. */
export function waiveByPolicy<F extends Finding>(
  findings: readonly F[],
  waivers: readonly PolicyWaiver[],
  now: string,
): PolicyWaived<F> {
  const isOver = ({ expires }: PolicyWaiver) => expires < now.slice(0, 10);
  const inForce = waivers.filter((waiver) => !isOver(waiver));
  const isWaived = (finding: Finding) => inForce.some((waiver) => matches(waiver, finding));
  const open = findings.filter((finding) => !isWaived(finding));
  const expired = waivers
    .filter((waiver) => isOver(waiver) && !inForce.some((other) => covers(other, waiver)))
    .map((waiver) => ({ waiver, findings: open.filter((finding) => matches(waiver, finding)) }));
  return { open, waived: findings.filter(isWaived), expired };
}

/** Splits findings into those that a waiver of the policy, or one granted by command, lets pass and those that stay. */
export function waive(
  findings: readonly Finding[],
  policyWaivers: readonly PolicyWaiver[],
  facts: WaiverFacts,
  role: string,
): Waived {
  const { open, waived, expired } = waiveByPolicy(findings, policyWaivers, facts.now);
  const result: Waived = { open: [], waived, doubtful: [], doubt: "", notes: [], expired };
  const { exceptions } = facts;
  if (isUnavailable(exceptions)) result.doubt = `could not read the exceptions: ${exceptions.unavailable}`;
  const granted = isUnavailable(exceptions) ? [] : exceptions.filter((exception) => exception.kind === "waiver");
  for (const finding of open) {
    const standings = granted
      .filter((waiver) => matches(waiver, finding))
      .map((waiver) => standingOf(waiver, facts, role, result));
    if (standings.includes("holds")) result.waived.push(finding);
    else if (standings.includes("doubtful") || isUnavailable(exceptions)) result.doubtful.push(finding);
    else result.open.push(finding);
  }
  const stays = (finding: Finding) => !result.waived.includes(finding);
  const notes = [...new Set(result.notes)];
  return { ...result, notes, expired: expired.map((one) => ({ ...one, findings: one.findings.filter(stays) })) };
}

/** What there is to say of a waiver whose time is over. */
export function sayExpired({ waiver, findings }: ExpiredWaiver): string {
  const { rule, path, line, expires } = waiver;
  const place = line === undefined ? path : `${path}:${line}`;
  const said = `The waiver for ${rule} at ${place} expired on ${expires}`;
  if (findings.length === 0) return `${said}; what it is for is not touched here.`;
  return `${said}. Mend what it was for, or have an officer approve a later date.`;
}

function matches(waiver: { rule: string; path: string; line?: number | null | undefined }, finding: Finding): boolean {
  return waiver.rule === finding.rule && waiver.path === finding.path && (waiver.line ?? finding.line) === finding.line;
}

function covers(waiver: PolicyWaiver, other: PolicyWaiver): boolean {
  const isSamePlace = waiver.rule === other.rule && waiver.path === other.path;
  return isSamePlace && (waiver.line === undefined || waiver.line === other.line);
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
  if (members.some((member) => member.id === id && member.type === "User")) {
    result.notes.push(`${what} holds until ${waiver.expiresAt}, by ${login}: ${waiver.reason}`);
    return "holds";
  }
  result.notes.push(`${what} does not count: ${login} is not in the role ${role}.`);
  return "not";
}
