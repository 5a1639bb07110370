import type { PullRequest, Review } from "../state/pull-request.ts";
import { nodeId, type World } from "../world.ts";
import { nullableUserJson } from "./account.ts";
import { authorAssociation } from "./association.ts";
import { pullHtmlUrl, pullUrl } from "./pull.ts";

/** A review (`pull-request-review`). */
export async function reviewJson(world: World, pull: PullRequest, review: Review): Promise<Record<string, unknown>> {
  const html = `${pullHtmlUrl(world, pull)}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: nullableUserJson(world, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl(world, pull),
    author_association: await authorAssociation(world, pull.repository, review.user),
    _links: { html: { href: html }, pull_request: { href: pullUrl(world, pull) } },
    ...(review.state !== "PENDING" && { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
  };
}
