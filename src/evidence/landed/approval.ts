import type { Actor, Facts, Review } from "../../domain/facts.ts";
import { isUnavailable } from "../../domain/readable.ts";
import type { LandedBody } from "../bodies.ts";
import { actorMark } from "../personal.ts";
import type { ChangeCommit, LandedChange } from "./change.ts";
import type { WeighedReviews } from "./reviews.ts";

/** As many approvers as a record names. */
const mostNamed = 50;

interface Approval {
  review: Review;
  author: Actor;
  /** Milliseconds; null: nobody knows. */
  at: number | null;
}

/** What the reviews that count amount to, held against the change that landed. */
export function approvalOf({ required, role, reviews }: WeighedReviews, facts: Facts, change: LandedChange) {
  const approvals = reviews
    .flatMap(({ review, author, whyNot }): Approval[] =>
      whyNot === null && author !== null ? [{ review, author, at: timeOf(review) }] : [],
    )
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const enough = required === 0 ? undefined : approvals[required - 1];
  const landed = (change.landing.mergedAt ?? change.landing.at).getTime();
  return {
    required,
    obtained: approvals.length,
    senior: role === "senior" ? approvals.length : 0,
    before_merge: approvals.length > 0 && approvals.every(({ at }) => at !== null && at <= landed),
    approved_at: enough?.at == null ? null : new Date(enough.at).toISOString(),
    on_final_head: approvals.length > 0 && approvals.every(({ review }) => review.commit === change.content.head),
    sod: dutiesOf(approvals, facts, change),
    approvers: approvals.slice(0, mostNamed).map(({ author }) => actorMark(author)),
  };
}

type Duties = Exclude<LandedBody["approval"], string>["sod"];

/** Who approved had no other hand in it: by those who count, and by what landed, not by what git's names claim. */
function dutiesOf(approvals: readonly Approval[], facts: Facts, { commits, pull, landing }: LandedChange): Duties {
  const isNone = (ids: ReadonlySet<number>) => approvals.every(({ author }) => !ids.has(author.id));
  const merger = landing.merger?.id;
  return {
    approver_not_author: isNone(idsOf([pull?.author])),
    approver_not_committer: isNone(idsOf([...handsOf(commits), ...knownHands(facts), ...pushersOf(facts)])),
    approver_not_coauthor: isNone(idsOf([...commits.flatMap(({ coAuthors }) => coAuthors), ...knownCoAuthors(facts)])),
    approver_not_sole_merger:
      merger === undefined || approvals.length === 0 || approvals.some(({ author }) => author.id !== merger),
  };
}

/** Who merges is the committer of what GitHub makes for it, and had no hand in it by that. */
function handsOf(commits: readonly ChangeCommit[]): (Actor | null)[] {
  return commits.filter(({ parents }) => parents.length < 2).map(({ author }) => author);
}

function knownHands({ commits }: Facts) {
  if (isUnavailable(commits)) return [];
  return commits.flatMap(({ author, committer, updateMerge }) => (updateMerge === true ? [] : [author, committer]));
}

function knownCoAuthors({ commits }: Facts) {
  if (isUnavailable(commits)) return [];
  return commits.flatMap(({ coAuthors }) => (isUnavailable(coAuthors) ? [] : coAuthors.map(({ actor }) => actor)));
}

function pushersOf({ pushers }: Facts) {
  return isUnavailable(pushers) || isUnavailable(pushers.actors) ? [] : pushers.actors;
}

function idsOf(people: readonly unknown[]): ReadonlySet<number> {
  return new Set(people.flatMap((one) => (isActor(one) ? [one.id] : [])));
}

function isActor(value: unknown): value is Actor {
  return typeof value === "object" && value !== null && "id" in value;
}

function timeOf({ submittedAt }: Review): number | null {
  return isUnavailable(submittedAt) ? null : Date.parse(submittedAt);
}
