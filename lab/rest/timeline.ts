import type { Issue, IssueComment, TimelineEvent } from "../state/issues.ts";
import type { Review } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { nullableUserJson } from "./account.ts";
import { appJson } from "./app.ts";
import { issueCommentJson } from "./issue-comment.ts";
import { repositoryUrl } from "./repository.ts";
import { reviewJson } from "./review.ts";

/** Something in a timeline: an event, a comment, a review. Ids grow with time, over all kinds. */
export type TimelineItem =
  | { kind: "event"; id: number; event: TimelineEvent }
  | { kind: "comment"; id: number; comment: IssueComment }
  | { kind: "review"; id: number; review: Review };

/** Everything in the timeline of an issue or pull request, in order. */
export function timelineOf(repository: Repository, issue: Issue): TimelineItem[] {
  const reviews = repository.pulls.get(issue.number)?.reviews ?? [];
  const items: TimelineItem[] = [
    ...issue.timeline.map((event) => ({ kind: "event" as const, id: event.id, event })),
    ...issue.comments.map((comment) => ({ kind: "comment" as const, id: comment.id, comment })),
    ...reviews
      .filter(({ state }) => state !== "PENDING")
      .map((review) => ({ kind: "review" as const, id: review.id, review })),
  ];
  return items.sort((a, b) => a.id - b.id);
}

/** An event as `/issues/{number}/timeline` and `/issues/{number}/events` show it. */
export function timelineEventJson(world: World, repository: Repository, event: TimelineEvent): Record<string, unknown> {
  // Commits stand in the timeline as they are, without id, actor and instant.
  if (event.event === "committed") return { event: "committed", ...event.fields };
  return {
    id: event.id,
    node_id: nodeId("TE", event.id),
    url: `${repositoryUrl(world, repository)}/issues/events/${event.id}`,
    actor: nullableUserJson(world, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: event.createdAt,
    ...event.fields,
    performed_via_github_app: event.app && appJson(world, event.app),
  };
}

/** One item of a timeline. https://docs.github.com/en/rest/issues/timeline */
export async function timelineItemJson(
  world: World,
  repository: Repository,
  issue: Issue,
  item: TimelineItem,
): Promise<Record<string, unknown>> {
  if (item.kind === "event") return timelineEventJson(world, repository, item.event);
  if (item.kind === "comment") {
    const json = await issueCommentJson(world, repository, issue, item.comment);
    return { event: "commented", actor: json.user, ...json };
  }
  const pull = repository.pulls.get(issue.number);
  if (!pull) throw new Error(`review ${item.id} without its pull request`);
  const json = await reviewJson(world, pull, item.review);
  return { event: "reviewed", ...json, state: item.review.state.toLowerCase() };
}
