import type { Actor, Facts, Readable } from "./facts.ts";
import { isUnavailable } from "./readable.ts";

/** The people in a role as far as they could be read. A policy may call a role anything, `constructor` too. */
export function roleMembers(roles: Facts["roles"], role: string): Readable<Actor[]> {
  if (isUnavailable(roles)) return roles;
  const members = Object.hasOwn(roles, role) ? roles[role] : undefined;
  return members ?? { unavailable: "not given" };
}
