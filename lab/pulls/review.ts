import { pullSimpleJson } from "../rest/pull.ts";
import { reviewJson } from "../rest/review.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest, Review } from "../state/pull-request.ts";
import type { World } from "../world.ts";

/** Tells the apps about a review; here its state is in lower case. https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request_review */
export async function emitReview(
  world: World,
  pull: PullRequest,
  review: Review,
  action: string,
  sender: Account,
): Promise<void> {
  const shown = { ...(await reviewJson(world, pull, review)), state: review.state.toLowerCase() };
  const payload = { review: shown, pull_request: await pullSimpleJson(world, pull) };
  world.webhooks.emit({ event: "pull_request_review", action, repository: pull.repository, sender, payload });
}
