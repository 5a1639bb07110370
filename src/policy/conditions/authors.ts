import type { Actor, Facts } from "../../domain/facts.ts";
import type { Role } from "../../domain/policy.ts";
import { isUnavailable } from "../../domain/readable.ts";
import { every, some, type Truth, truth } from "../../matching/truth.ts";
import { contributors } from "../../review/contributors.ts";

/** Whether every contributor is listed, by login or as the member of a role. */
export function authorsListed(listed: readonly string[], facts: Facts, roles: Readonly<Record<string, Role>>): Truth {
  const { people, unidentified, doubts } = contributors(facts);
  const known = every(people.values(), (actor) => isListed(actor, listed, facts.roles, roles));
  const isWhole = people.size > 0 && unidentified.length === 0 && doubts.length === 0;
  return known === "yes" && !isWhole ? "cannot-tell" : known;
}

function isListed(
  actor: Actor,
  listed: readonly string[],
  members: Facts["roles"],
  roles: Readonly<Record<string, Role>>,
): Truth {
  return some(listed, (name) => {
    if (!Object.hasOwn(roles, name)) return truth(name.toLowerCase() === actor.login.toLowerCase());
    const role = isUnavailable(members) || !Object.hasOwn(members, name) ? undefined : members[name];
    if (role === undefined || isUnavailable(role)) return "cannot-tell";
    return truth(role.some((member) => member.id === actor.id));
  });
}
