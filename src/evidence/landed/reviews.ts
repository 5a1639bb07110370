import type { Actor, Facts, Review } from "../../domain/facts.ts";
import { isUnavailable } from "../../domain/readable.ts";
import { type Count, type CountingSettings, countApprovals } from "../../review/approvals.ts";
import { contributors } from "../../review/contributors.ts";
import { standingReviews } from "../../review/standing-reviews.ts";

/** The reviews that a decision was taken on, weighed as it weighed them. */
export interface WeighedReviews {
  required: number;
  /** The role whose approvals count; null: the policy asks for none. */
  role: string | null;
  reviews: readonly WeighedReview[];
}

/** One review, and why it does not count. */
export interface WeighedReview {
  review: Review;
  author: Actor | null;
  role: string | null;
  /** null: it counts. */
  whyNot: string | null;
}

/** Weighs the reviews again by the settings in force; a text says why they cannot be told. */
export function weighReviews(facts: Facts, settings: CountingSettings | null): WeighedReviews | string {
  const { reviews, roles } = facts;
  if (isUnavailable(reviews)) return reviews.unavailable;
  if (isUnavailable(roles) && settings !== null) return roles.unavailable;
  const members = membersOf(facts, settings);
  if (typeof members === "string") return members;
  const standing = standingReviews(reviews, members, []);
  const count = settings === null ? null : countApprovals(facts, settings);
  const role = settings?.from ?? null;
  const weighed = reviews.map((review) => {
    const author = review.author === null || isUnavailable(review.author) ? null : review.author;
    const last = author === null ? undefined : standing.get(author.id);
    const isMember = author !== null && members.has(author.id);
    const whyNot = reasonAgainst({ review, author, last, isMember }, facts, count);
    return { review, author, role: roleOf(author, facts, role), whyNot };
  });
  return { required: count?.needed ?? 0, role, reviews: weighed };
}

/** Whose approvals can count: the role's members, or where the policy asks for no role every person. */
function membersOf({ reviews, roles }: Facts, settings: CountingSettings | null): Map<number, Actor> | string {
  const people = isUnavailable(reviews) ? [] : reviews.flatMap(({ author }) => author ?? []);
  const everybody = people.flatMap((one) => (isUnavailable(one) ? [] : [one]));
  if (settings === null) return new Map(everybody.map((one) => [one.id, one]));
  if (isUnavailable(roles)) return roles.unavailable;
  const role = Object.hasOwn(roles, settings.from) ? roles[settings.from] : undefined;
  if (role === undefined) return "the role's members were not read";
  if (isUnavailable(role)) return role.unavailable;
  return new Map(role.map((one) => [one.id, one]));
}

interface Given {
  review: Review;
  author: Actor | null;
  /** The author's last word. */
  last: Review | undefined;
  isMember: boolean;
}

function reasonAgainst({ review, author, last, isMember }: Given, facts: Facts, count: Count | null): string | null {
  if (review.state === "commented") return "a comment";
  if (review.state === "changes_requested") return "changes requested";
  if (review.state === "dismissed") return "dismissed";
  if (author === null) return isUnavailable(review.author) ? "its author could not be read" : "its author is gone";
  if (author.type === "Bot") return "given by a bot";
  if (!isMember) return "its author is not in the role";
  if (last?.id !== review.id) return "replaced by a later review";
  if (count?.approvers.some(({ id }) => id === author.id)) return null;
  if (contributors(facts).people.has(author.id)) return "its author contributed";
  if (count === null && review.commit === facts.pullRequest.head.sha) return null;
  return "given to another commit";
}

/** The first role that the reviewer is in, the one that counts before others. */
function roleOf(author: Actor | null, { roles }: Facts, first: string | null): string | null {
  if (author === null || isUnavailable(roles)) return null;
  const names = Object.keys(roles).sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1));
  const isIn = (name: string) => {
    const members = roles[name];
    return members !== undefined && !isUnavailable(members) && members.some(({ id }) => id === author.id);
  };
  return names.find(isIn) ?? null;
}
