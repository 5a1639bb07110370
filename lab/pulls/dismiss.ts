import { addTimelineEvent } from "../actions/timeline.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest, Review } from "../state/pull-request.ts";
import type { World } from "../world.ts";
import { emitReview } from "./review.ts";

/** Dismisses a review: it stays in the list as `DISMISSED`, what it was goes to the timeline. */
export async function dismissReview(
  world: World,
  pull: PullRequest,
  review: Review,
  by: { actor: Account | null; message: string | null; commit: string | null },
): Promise<void> {
  const was = review.state.toLowerCase();
  review.state = "DISMISSED";
  addTimelineEvent(world, pull.issue, "review_dismissed", by.actor, {
    commit_id: null,
    commit_url: null,
    dismissed_review: {
      state: was,
      review_id: review.id,
      dismissal_message: by.message,
      ...(by.commit && { dismissal_commit_id: by.commit }),
    },
  });
  const sender = by.actor ?? pull.lastPusher ?? pull.issue.user;
  if (sender) await emitReview(world, pull, review, "dismissed", sender);
}
