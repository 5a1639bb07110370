import { html } from "hono/html";
import { type TimelineItem, timelineOf } from "../rest/timeline.ts";
import type { Issue, Reaction, TimelineEvent } from "../state/issues.ts";
import type { Review } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";
import { avatar, type Html, userLink, when } from "./layout.ts";
import { markdown } from "./markdown.ts";
import { mark } from "./marks.ts";

const signs = {
  "+1": "👍",
  "-1": "👎",
  laugh: "😄",
  confused: "😕",
  heart: "❤️",
  hooray: "🎉",
  rocket: "🚀",
  eyes: "👀",
};

function reactionsRow(reactions: Reaction[]): Html | "" {
  if (reactions.length === 0) return "";
  const counted = new Map<string, number>();
  for (const { content } of reactions) counted.set(content, (counted.get(content) ?? 0) + 1);
  const shown = [...counted].map(
    ([content, count]) => html`<span class="tag">${signs[content as keyof typeof signs]} ${count}</span> `,
  );
  return html`<div class="reactions">${shown}</div>`;
}

/** The box of something somebody wrote. */
export function written(
  what: {
    user: Parameters<typeof avatar>[0];
    createdAt: string;
    body: string | null;
    reactions: Reaction[];
    id: string;
  },
  said = "commented",
): Html {
  const body = what.body ? markdown(what.body) : html`<em class="muted">No description provided.</em>`;
  return html`<div class="box" id="${what.id}"><div class="head">${avatar(what.user)} ${userLink(what.user)}
    <span class="muted">${said} ${when(what.createdAt)}</span></div><div class="body">${body}${reactionsRow(what.reactions)}</div></div>`;
}

const verdicts: Record<Review["state"], [string, "good" | "bad" | "grey"]> = {
  APPROVED: ["approved", "good"],
  CHANGES_REQUESTED: ["requested changes", "bad"],
  COMMENTED: ["reviewed", "grey"],
  DISMISSED: ["reviewed (dismissed since)", "grey"],
  PENDING: ["is reviewing", "grey"],
};

function reviewItem(review: Review): Html {
  const [words, look] = verdicts[review.state];
  const head = html`<div class="event" id="pullrequestreview-${review.id}">${mark(look)} ${avatar(review.user)} ${userLink(review.user)}
    ${words} at <span class="mono">${review.commitId.slice(0, 7)}</span> ${when(review.submittedAt)}</div>`;
  if (review.body === "") return head;
  return html`${head}${written({ ...review, createdAt: review.submittedAt, reactions: [], id: "" }, "wrote in the review")}`;
}

function detail(event: TimelineEvent): Html | string {
  const { fields } = event;
  if (event.note) return event.note;
  const label = fields.label as { name: string } | undefined;
  const dismissed = fields.dismissed_review as { state: string; dismissal_message: string | null } | undefined;
  const rename = fields.rename as { from: string; to: string } | undefined;
  if (label) return html`<b>${label.name}</b>`;
  if (rename) return html`<s>${rename.from}</s> <b>${rename.to}</b>`;
  if (dismissed) return dismissed.dismissal_message ?? "";
  const reviewer = (fields.requested_reviewer as { login: string } | undefined)?.login;
  const team = (fields.requested_team as { slug: string } | undefined)?.slug;
  return reviewer || team ? html`from <b>${reviewer ?? team}</b>` : "";
}

const phrases: Record<string, string> = {
  head_ref_force_pushed: "force-pushed the branch",
  head_ref_deleted: "deleted the branch",
  review_requested: "requested a review",
  review_request_removed: "took back a request for review",
  review_dismissed: "dismissed a review",
  base_ref_changed: "changed the base branch",
  ready_for_review: "marked this ready for review",
  convert_to_draft: "made this a draft",
  labeled: "added the label",
  unlabeled: "removed the label",
  renamed: "changed the title",
  added_to_merge_queue: "added this to the merge queue",
  removed_from_merge_queue: "removed this from the merge queue",
};

function eventItem(repository: Repository, event: TimelineEvent): Html {
  if (event.event === "committed") {
    const { sha, message, author } = event.fields as { sha: string; message: string; author: { name: string } };
    const href = `/${repository.owner.login}/${repository.name}/commit/${sha}`;
    return html`<div class="event">${mark("grey")} <a class="mono" href="${href}">${sha.slice(0, 7)}</a>
      <b>${message.split("\n")[0]}</b> <span>${author.name}</span></div>`;
  }
  const words = phrases[event.event] ?? event.event.replaceAll("_", " ");
  const look = event.event === "merged" ? "good" : event.event === "closed" ? "bad" : "grey";
  return html`<div class="event">${mark(look)} ${avatar(event.actor)} ${userLink(event.actor)} ${words} ${detail(event)} ${when(event.createdAt)}</div>`;
}

function itemHtml(repository: Repository, item: TimelineItem): Html {
  if (item.kind === "event") return eventItem(repository, item.event);
  if (item.kind === "review") return reviewItem(item.review);
  return written({ ...item.comment, id: `issuecomment-${item.comment.id}` });
}

/** Everything that happened to an issue or pull request, in order. */
export function timelineHtml(repository: Repository, issue: Issue): Html[] {
  return timelineOf(repository, issue).map((item) => itemHtml(repository, item));
}
