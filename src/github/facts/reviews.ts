import type { Review } from "../../domain/facts.ts";
import { reviewedDigest } from "../../review/diff-digest.ts";
import { toActor } from "../actor.ts";
import { changeAt, currentChange } from "../changes.ts";
import { RateLimited } from "../errors.ts";
import { allPages, perPage } from "../pages.ts";
import { readable } from "../readable.ts";
import type { ReviewData, Source } from "../reader.ts";
import { toTime } from "../time.ts";
import type { Gatherer } from "./gatherer.ts";

type State = Review["state"];
const states: Readonly<Record<string, State>> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "changes_requested",
  COMMENTED: "commented",
  DISMISSED: "dismissed",
};

/** The most commits whose change is compared with the current one. */
const mostCompared = 20;

/** The submitted reviews; of a dismissed one who dismissed it, of an older approval the digest of what it approved. */
export const reviews: Gatherer<"reviews"> = {
  changedBy: ["pull_request_review", "pull_request"],
  permissions: { pull_requests: "read", contents: "read" },
  read(source) {
    return readable(async () => {
      const submitted = (await source.reviews()).filter((review) => review.state.toUpperCase() in states);
      const [dismissals, diffs] = await Promise.all([readDismissals(source, submitted), readDiffs(source)]);
      return submitted.map((review) => toReview(review, dismissals, diffs));
    }, source.onFailure);
  },
};

/** The latest commits other than the head that somebody approved, each once. Empty if the reviews cannot be read. */
export async function olderApprovals(source: Source): Promise<string[]> {
  try {
    const { head } = await source.pull();
    const approved = (await source.reviews()).filter((review) => review.state.toUpperCase() === "APPROVED");
    const commits = approved.flatMap((review) => review.commit_id ?? []).filter((commit) => commit !== head.sha);
    return [...new Set(commits.reverse())].slice(0, mostCompared);
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    return [];
  }
}

type Dismissals = ReadonlyMap<number, Review["dismissal"]>;
type Diffs = ReadonlyMap<string, Review["diff"]>;

async function readDiffs(source: Source): Promise<Diffs> {
  const commits = await olderApprovals(source);
  const pairs = commits.map(async (commit) => {
    const diff = await readable(async () => {
      const [reviewed, current] = await Promise.all([changeAt(source, commit), currentChange(source)]);
      return reviewedDigest(reviewed, current);
    }, source.onFailure);
    return [commit, diff] as const;
  });
  return new Map(await Promise.all(pairs));
}

function toReview(review: ReviewData, dismissals: Dismissals, diffs: Diffs): Review {
  const state = states[review.state.toUpperCase()] ?? "commented";
  const missing = { unavailable: "the timeline does not tell who dismissed it" };
  const commit = review.commit_id ?? null;
  const diff = diffs.get(commit ?? "");
  return {
    id: review.id,
    author: toActor(review.user),
    state,
    dismissal: state === "dismissed" ? (dismissals.get(review.id) ?? missing) : null,
    commit,
    // null is an answer: the change that was approved is another one.
    diff: diff === undefined ? { unavailable: "not read: it approves no older commit that counts" } : diff,
    submittedAt:
      review.submitted_at === undefined ? { unavailable: "GitHub does not tell" } : toTime(review.submitted_at),
  };
}

interface DismissalEvent {
  event: string;
  actor?: { id: number; login: string; type: string } | null;
  dismissed_review?: { state: string; review_id: number };
}

/** Who dismissed what: https://docs.github.com/en/rest/using-the-rest-api/issue-event-types#review_dismissed */
async function readDismissals(source: Source, submitted: readonly ReviewData[]): Promise<Dismissals> {
  const dismissed = submitted.filter((review) => review.state.toUpperCase() === "DISMISSED");
  if (dismissed.length === 0) return new Map();
  const { github, repo, ref } = source;
  const target = { ...repo, issue_number: ref.number, per_page: perPage };
  const told = await readable(async () => {
    const events = (await allPages((page) =>
      github.rest.issues.listEventsForTimeline({ ...target, page }),
    )) as DismissalEvent[];
    return events.filter((event) => event.event === "review_dismissed");
  }, source.onFailure);
  if ("unavailable" in told) return new Map(dismissed.map((review) => [review.id, told]));
  return new Map(told.flatMap((event) => toDismissal(event)));
}

function toDismissal({ actor, dismissed_review: review }: DismissalEvent): [number, Review["dismissal"]][] {
  if (review === undefined) return [];
  const from = review.state.toLowerCase();
  if (from !== "approved" && from !== "changes_requested") {
    return [[review.review_id, { unavailable: `it was ${from} before it was dismissed` }]];
  }
  return [[review.review_id, { from, by: toActor(actor) }]];
}
