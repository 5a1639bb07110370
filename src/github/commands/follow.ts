import type { Outcome } from "../../pipeline/commands.ts";
import type { PullRequestRef } from "../../pipeline/ports.ts";
import type { GitHub } from "../client.ts";
import { GitHubError } from "../errors.ts";
import { type RoutingOptions, rewrite } from "../events/handler.ts";
import { enqueueOpen } from "../events/open-pull-requests.ts";
import { allPages, perPage } from "../pages.ts";
import type { CommentPlace } from "./asked.ts";

/** Does what follows a decision: it may have been done before, by a process that ended half-way, so all of it bears repeating. */
export async function follow(place: CommentPlace, outcome: Outcome, options: RoutingOptions): Promise<void> {
  const { ref } = place;
  const github = await options.installation(ref.installationId);
  if (outcome.followUp === "rewrite") await rewrite(ref, options);
  if (outcome.followUp === "judge" || outcome.followUp === "judge-all") await options.queue.enqueue(ref);
  if (outcome.followUp === "judge-all") await enqueueOpen(ref, options);
  const text = await textOf(outcome, place, options);
  try {
    await react(github, place, outcome.reaction);
    if (text !== null) await answer(github, place, text);
    if (outcome.followUp === "close" && !place.isPullRequest) await close(github, ref);
  } catch (error) {
    // The comment is gone, the conversation locked: what was decided stands, and nobody can be told.
    if (!(error instanceof GitHubError) || error.isTransient) throw error;
  }
}

async function textOf({ followUp, answer: text }: Outcome, { ref }: CommentPlace, options: RoutingOptions) {
  if (followUp === "explain") return options.explain(ref);
  return followUp === "owners" ? `${text ?? ""} ${await options.owners(ref)}` : text;
}

async function close(github: GitHub, { owner, name, number }: PullRequestRef): Promise<void> {
  await github.rest.issues.update({
    owner,
    repo: name,
    issue_number: number,
    state: "closed",
    state_reason: "completed",
  });
}

async function react(github: GitHub, { id, ref }: CommentPlace, content: Outcome["reaction"]): Promise<void> {
  await github.rest.reactions.createForIssueComment({ owner: ref.owner, repo: ref.name, comment_id: id, content });
}

/** Says it, unless it is said already. */
async function answer(github: GitHub, { id, ref, createdAt }: CommentPlace, text: string): Promise<void> {
  const where = { owner: ref.owner, repo: ref.name, issue_number: ref.number };
  const marker = `<!-- mergewarden: answer to ${id} -->`;
  const later = await allPages((page) =>
    github.rest.issues.listComments({ ...where, since: createdAt, per_page: perPage, page }),
  );
  const isSaid = later.some(({ body, performed_via_github_app: app }) => {
    return app?.id === github.appId && body?.startsWith(marker);
  });
  if (!isSaid) await github.rest.issues.createComment({ ...where, body: `${marker}\n${text}` });
}
