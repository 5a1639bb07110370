import { type Reading, readCommand } from "../../commands/read-command.ts";
import type { CommandComment } from "../../pipeline/commands.ts";
import type { PullRequestRef } from "../../pipeline/ports.ts";
import { toActor } from "../actor.ts";
import type { GitHub } from "../client.ts";
import { isNotFound } from "../errors.ts";
import { type Payload, refOf } from "../events/payload.ts";

/** Where a delivery says that there is a new comment with a command. */
export interface CommentPlace {
  id: number;
  /** The pull request, or the issue. */
  ref: PullRequestRef;
  isPullRequest: boolean;
  /** When it was written, as GitHub tells it. */
  createdAt: string;
}

/** A command in a comment that is as it was when it was made, by the one who sent the delivery. */
export interface Asked extends CommandComment {
  reading: Reading;
  /** Whether GitHub shows a part in the repository, or the author of the pull request. */
  isAssociated: boolean;
}

/** The comment that a delivery is about, if it was just made and seems to hold a command. */
export function placeOf(payload: Payload): CommentPlace | null {
  const { action, comment, issue } = payload;
  const ref = refOf(payload, issue?.number);
  const [id, createdAt] = [comment?.id, comment?.created_at];
  if (action !== "created" || ref === null || id === undefined || createdAt === undefined) return null;
  if (readCommand(comment?.body ?? "") === null) return null;
  return { id, ref, createdAt, isPullRequest: Boolean(issue?.pull_request) };
}

const associated = ["OWNER", "MEMBER", "COLLABORATOR"];

/**
 * Reads the comment again: a command is only what GitHub shows, never edited, of a person, who sent the delivery. null: it is none,
 * or it was deleted.
 */
export async function readAsked(github: GitHub, place: CommentPlace, payload: Payload): Promise<Asked | null> {
  const { id, ref } = place;
  const data = await readComment(github, ref, id);
  const tenant = payload.repository?.owner?.id;
  const by = toActor(data?.user);
  if (data === null || tenant === undefined || by === null) return null;
  const isUntouched = data.created_at === data.updated_at;
  const reading = readCommand(data.body ?? "");
  if (!isUntouched || by.id !== payload.sender?.id || by.type !== "User" || reading === null) return null;
  const isAssociated = associated.includes(data.author_association ?? "") || by.id === payload.issue?.user?.id;
  return { id, ref, tenant, by, at: new Date(data.created_at), reading, isAssociated };
}

async function readComment(github: GitHub, { owner, name }: PullRequestRef, id: number) {
  try {
    return (await github.rest.issues.getComment({ owner, repo: name, comment_id: id })).data;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
