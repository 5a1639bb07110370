import type { Actor, Facts } from "../domain/facts.ts";
import type { EffectivePolicy } from "../domain/policy.ts";
import { isUnavailable } from "../domain/readable.ts";
import { roleMembers } from "../domain/role-members.ts";
import { contributors } from "../review/contributors.ts";

/** What decides who may do what on a pull request: the policy in force, the floor applied, and the people. */
export interface Standing {
  effective: Pick<EffectivePolicy, "break-glass">;
  facts: Pick<Facts, "pullRequest" | "commits" | "pushers" | "roles">;
  isOpen: boolean;
}

/** Who asks, and when. */
export interface Asking extends Standing {
  /** The comment's id: those that are written later have higher ones. */
  id: number;
  by: Actor;
  now: Date;
}

/** Why somebody is none of the people in a role, in a sentence; null: they are. */
export function whyNotInRole({ id, login }: Actor, role: string, { roles }: Standing["facts"]): string | null {
  const members = roleMembers(roles, role);
  if (isUnavailable(members)) return `It could not be read who is in the role ${role}: ${members.unavailable}.`;
  const isMember = members.some((member) => member.id === id && member.type === "User");
  return isMember ? null : `${login} is not in the role ${role}.`;
}

/** Why somebody's consent to an exception does not count, in a sentence; null: it does. */
export function whyNoOfficer(by: Actor, role: string, facts: Standing["facts"]): string | null {
  const { people, doubts } = contributors(facts);
  if (people.has(by.id)) return `${by.login} contributed to this pull request.`;
  const [doubt] = doubts;
  if (doubt !== undefined) return `It could not be told who contributed: ${doubt}.`;
  return whyNotInRole(by, role, facts);
}
