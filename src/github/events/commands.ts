import type { PullRequestRef } from "../../pipeline/ports.ts";
import type { GitHub } from "../client.ts";
import { type Handler, type RoutingOptions, rewrite } from "./handler.ts";
import { refOf } from "./payload.ts";

const command = /^\/mergewarden[ \t]+(recheck|explain)[ \t]*$/m;
/** Who may ask: people with a part in the repository, and the author of the pull request. */
const associated = ["OWNER", "MEMBER", "COLLABORATOR"];

/**
 * A command in a comment. The comment is read again from GitHub: it must be as it was when it was made, by the one who sent
 * the delivery. An edited comment is never a command.
 */
export const onComment: Handler = async (payload, options) => {
  const { action, comment, issue, installation } = payload;
  const ref = refOf(payload, issue?.pull_request ? issue.number : undefined);
  if (action !== "created" || ref === null || comment?.id === undefined || installation?.id === undefined) return;
  if (!command.test(comment.body ?? "")) return;
  const github = await options.installation(installation.id);
  const asked = await readCommand(github, ref, comment.id, payload.sender?.id, issue?.user?.id);
  if (asked === null) return;
  await react(github, ref, comment.id);
  if (asked === "recheck") await recheck(github, ref, options);
  else await say(github, ref, await options.explain(ref));
};

async function readCommand(
  github: GitHub,
  ref: PullRequestRef,
  id: number,
  sender: number | undefined,
  author: number | undefined,
): Promise<"recheck" | "explain" | null> {
  const { data } = await github.rest.issues.getComment({ owner: ref.owner, repo: ref.name, comment_id: id });
  const [, name] = command.exec(data.body ?? "") ?? [];
  const isUntouched = data.created_at === data.updated_at;
  const mayAsk = associated.includes(data.author_association ?? "") || data.user?.id === author;
  if (!isUntouched || data.user?.id !== sender || data.user?.type !== "User" || !mayAsk) return null;
  return name === "recheck" || name === "explain" ? name : null;
}

async function recheck(github: GitHub, ref: PullRequestRef, options: RoutingOptions): Promise<void> {
  await rewrite(ref, options);
  await say(github, ref, "Judging this pull request again; the check run will tell.");
}

async function react(github: GitHub, ref: PullRequestRef, id: number): Promise<void> {
  const target = { owner: ref.owner, repo: ref.name, comment_id: id };
  await github.rest.reactions.createForIssueComment({ ...target, content: "+1" });
}

async function say(github: GitHub, ref: PullRequestRef, body: string): Promise<void> {
  await github.rest.issues.createComment({ owner: ref.owner, repo: ref.name, issue_number: ref.number, body });
}
