import { issueJson } from "../rest/issue.ts";
import { issueCommentJson } from "../rest/issue-comment.ts";
import type { Account } from "../state/accounts.ts";
import type { Issue, IssueComment } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";

type Extra = Record<string, unknown>;

/** Tells about an issue that is no pull request; those have events of their own. */
export async function emitIssue(
  world: World,
  repository: Repository,
  issue: Issue,
  action: string,
  sender: Account,
  extra: Extra = {},
): Promise<void> {
  const payload = { issue: await issueJson(world, repository, issue), ...extra };
  world.webhooks.emit({ event: "issues", action, repository, sender, payload });
}

/** Tells about a comment on an issue or a pull request. https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_comment */
export async function emitComment(
  world: World,
  repository: Repository,
  about: { issue: Issue; comment: IssueComment },
  action: "created" | "edited" | "deleted",
  sender: Account,
  extra: Extra = {},
): Promise<void> {
  const { issue, comment } = about;
  const payload = {
    issue: await issueJson(world, repository, issue),
    comment: await issueCommentJson(world, repository, issue, comment),
    ...extra,
  };
  world.webhooks.emit({ event: "issue_comment", action, repository, sender, payload });
}
