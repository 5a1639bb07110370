import type { Report } from "../../pipeline/ports.ts";
import { GitHubError, isNotFound } from "../errors.ts";
import { allPages, perPage } from "../pages.ts";
import { commentDigest, marker } from "./comment.ts";
import type { Writing } from "./write-check-run.ts";

/** Writes the one comment, if it does not say this already. `comments` is how many the pull request has. */
export async function writeComment(writing: Writing, report: Report, body: string, comments: number): Promise<void> {
  const digest = commentDigest(body);
  if (report.commentDigest === digest && report.commentId !== null) return;
  const { github, ref, memory } = writing;
  const repo = { owner: ref.owner, repo: ref.name };
  const known = report.commentId ?? (comments === 0 ? null : await findComment(writing));
  const updated = known === null ? null : await update();
  const id = updated ?? (await github.rest.issues.createComment({ ...repo, issue_number: ref.number, body })).data.id;
  await memory.keep(ref, { ...report, commentId: id, commentDigest: digest });

  async function update(): Promise<number | null> {
    try {
      return (await github.rest.issues.updateComment({ ...repo, comment_id: known ?? 0, body })).data.id;
    } catch (error) {
      if (isNotFound(error) || (error instanceof GitHubError && error.status === 410)) return null;
      throw error;
    }
  }
}

/** The comment with the marker that this app wrote: a marker alone proves nothing, anybody can write it. */
async function findComment({ github, ref }: Writing): Promise<number | null> {
  const query = { owner: ref.owner, repo: ref.name, issue_number: ref.number, per_page: perPage };
  const all = await allPages((page) => github.rest.issues.listComments({ ...query, page }));
  const own = all.find((comment) => {
    return comment.body?.startsWith(marker) && comment.performed_via_github_app?.id === github.appId;
  });
  return own?.id ?? null;
}
