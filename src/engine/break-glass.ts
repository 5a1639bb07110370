import type { BreakGlass, Facts } from "../domain/facts.ts";
import type { BreakGlassPolicy } from "../domain/policy.ts";
import { isUnavailable } from "../domain/readable.ts";
import { roleMembers } from "../domain/role-members.ts";
import { contributors } from "../review/contributors.ts";

/** The break-glass exception that counts for this head, or null (contract, section 6). */
export function breakGlassInForce(facts: Facts, policy: BreakGlassPolicy | null): BreakGlass | null {
  if (policy === null || isUnavailable(facts.exceptions)) return null;
  const counts = facts.exceptions.filter((exception) => exception.kind === "break-glass");
  return counts.find((exception) => isInForce(exception, facts, policy)) ?? null;
}

function isInForce(exception: BreakGlass, facts: Facts, policy: BreakGlassPolicy): boolean {
  const now = Date.parse(facts.now);
  const granted = Date.parse(exception.grantedAt);
  const expires = Date.parse(exception.expiresAt);
  if (exception.headSha !== facts.pullRequest.head.sha) return false;
  if (granted > now || now >= expires || expires > granted + policy["valid-hours"] * 3_600_000) return false;
  if (exception.reason.trim() === "" || exception.incident.trim() === "") return false;

  const requesters = peopleIn(facts, policy.request);
  const officers = peopleIn(facts, policy.approve);
  const involved = contributors(facts);
  if (!requesters?.has(exception.requestedBy.id) || officers === null || involved.doubts.length > 0) return false;
  const approvers = exception.approvedBy
    .filter(
      ({ id, type }) =>
        type === "User" && officers.has(id) && id !== exception.requestedBy.id && !involved.people.has(id),
    )
    .map(({ id }) => id);
  return new Set(approvers).size >= policy.approvals;
}

function peopleIn({ roles }: Facts, role: string): ReadonlySet<number> | null {
  const members = roleMembers(roles, role);
  if (isUnavailable(members)) return null;
  return new Set(members.filter((member) => member.type === "User").map((member) => member.id));
}
