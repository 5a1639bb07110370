import type { Issue, IssueComment } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { nullableUserJson } from "./account.ts";
import { appJson } from "./app.ts";
import { authorAssociation } from "./association.ts";
import { issueHtmlUrl, issueUrl } from "./issue.ts";
import { reactionRollup } from "./reaction.ts";
import { repositoryUrl } from "./repository.ts";

/** A comment on an issue or pull request. https://docs.github.com/en/rest/issues/comments */
export async function issueCommentJson(
  world: World,
  repository: Repository,
  issue: Issue,
  comment: IssueComment,
): Promise<Record<string, unknown>> {
  const url = `${repositoryUrl(world, repository)}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: `${issueHtmlUrl(world, repository, issue)}#issuecomment-${comment.id}`,
    issue_url: issueUrl(world, repository, issue),
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    user: nullableUserJson(world, comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: await authorAssociation(world, repository, comment.user),
    body: comment.body,
    reactions: reactionRollup(url, comment.reactions),
    performed_via_github_app: comment.app && appJson(world, comment.app),
  };
}
