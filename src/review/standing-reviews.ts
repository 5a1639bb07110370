import type { Actor, Review } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";

/**
 * Of each member the last review, by time then id, that is not a mere comment. Never an older one: a dismissal
 * revives nothing. A review whose author or time could not be read becomes a doubt.
 */
export function standingReviews(
  reviews: readonly Review[],
  members: ReadonlyMap<number, Actor>,
  doubts: string[],
): Map<number, Review> {
  const standing = new Map<number, Review>();
  for (const review of reviews) {
    if (review.state === "commented" || review.author === null) continue;
    if (isUnavailable(review.author)) {
      doubts.push(`could not read who wrote review ${review.id}: ${review.author.unavailable}`);
      continue;
    }
    if (!members.has(review.author.id)) continue;
    const other = standing.get(review.author.id);
    if (other === undefined) standing.set(review.author.id, review);
    else if (isUnavailable(review.submittedAt) || isUnavailable(other.submittedAt)) {
      doubts.push(`could not read when the reviews of ${review.author.login} were submitted`);
    } else if (isLater(review, review.submittedAt, other, other.submittedAt)) standing.set(review.author.id, review);
  }
  return standing;
}

function isLater(a: Review, at: string, b: Review, bt: string): boolean {
  const difference = Date.parse(at) - Date.parse(bt);
  return difference === 0 ? a.id > b.id : difference > 0;
}
