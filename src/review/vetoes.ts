import type { Actor, Review } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import type { Contributors } from "./contributors.ts";

/** Requests for changes that stand, in words, and what could not be read of others. */
export interface Vetoes {
  certain: string[];
  doubts: string[];
}

/**
 * A member's request for changes stands until that person approves or dismisses it, or another member who is no
 * contributor dismisses it. A dismissal by anybody else leaves it standing.
 */
export function vetoes(
  standing: ReadonlyMap<number, Review>,
  members: ReadonlyMap<number, Actor>,
  involved: Contributors,
): Vetoes {
  const found: Vetoes = { certain: [], doubts: [] };
  for (const [id, review] of standing) {
    const login = members.get(id)?.login ?? `user ${id}`;
    if (review.state === "changes_requested") found.certain.push(`${login} requested changes.`);
    if (review.state === "dismissed") judgeDismissal(found, review, id, login, members, involved);
  }
  return found;
}

function judgeDismissal(
  found: Vetoes,
  { dismissal }: Review,
  reviewer: number,
  login: string,
  members: ReadonlyMap<number, Actor>,
  involved: Contributors,
): void {
  const unread = `could not read who dismissed the review of ${login}`;
  if (dismissal === null) found.doubts.push(`${unread}: not given`);
  else if (isUnavailable(dismissal)) found.doubts.push(`${unread}: ${dismissal.unavailable}`);
  else if (dismissal.from === "approved") return;
  else if (isUnavailable(dismissal.by)) found.doubts.push(`${unread}: ${dismissal.by.unavailable}`);
  else if (dismissal.by?.id !== reviewer) {
    const by = dismissal.by;
    const mayDismiss = by !== null && members.has(by.id) && !involved.people.has(by.id);
    if (mayDismiss && involved.doubts.length === 0) return;
    if (mayDismiss)
      found.doubts.push(`could not read whether ${by.login}, who dismissed the review of ${login}, contributed`);
    else
      found.certain.push(`${login} requested changes; that ${by?.login ?? "somebody"} dismissed this does not count.`);
  }
}
