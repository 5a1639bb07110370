import type { Actor, Review } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";

/**
 * Of each member the last review, by time then id, that is not a mere comment. Never an older one: a dismissal
 * revives nothing. A review whose author could not be read, or that could not be put in time, becomes a doubt.
 */
export function standingReviews(
  reviews: readonly Review[],
  members: ReadonlyMap<number, Actor>,
  doubts: string[],
): Map<number, Review> {
  const standing = new Map<number, Review>();
  for (const [id, given] of byMember(reviews, members, doubts)) {
    if (given.length > 1 && given.some(({ submittedAt }) => isUnavailable(submittedAt))) {
      doubts.push(`could not read when the reviews of ${members.get(id)?.login ?? id} were submitted`);
    } else {
      standing.set(
        id,
        given.reduce((last, review) => (isLater(review, last) ? review : last)),
      );
    }
  }
  return standing;
}

/** The reviews of people in the role that are more than comments. */
function byMember(
  reviews: readonly Review[],
  members: ReadonlyMap<number, Actor>,
  doubts: string[],
): Map<number, Review[]> {
  const found = new Map<number, Review[]>();
  for (const review of reviews) {
    const { author, state } = review;
    if (state === "commented" || author === null) continue;
    if (isUnavailable(author)) doubts.push(`could not read who wrote review ${review.id}: ${author.unavailable}`);
    else if (members.has(author.id) && author.type === "User") {
      found.set(author.id, [...(found.get(author.id) ?? []), review]);
    }
  }
  return found;
}

function isLater(a: Review, b: Review): boolean {
  const difference = timeOf(a) - timeOf(b);
  return difference === 0 ? a.id > b.id : difference > 0;
}

function timeOf({ submittedAt }: Review): number {
  return isUnavailable(submittedAt) ? 0 : Date.parse(submittedAt);
}
