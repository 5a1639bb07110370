import type { Issue } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { nullableUserJson, userJson } from "./account.ts";
import { authorAssociation } from "./association.ts";
import { labelJson } from "./label.ts";
import { pullHtmlUrl, pullUrl } from "./pull.ts";
import { reactionRollup } from "./reaction.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

/** REST address of an issue. */
export function issueUrl(world: World, repository: Repository, issue: Issue): string {
  return `${repositoryUrl(world, repository)}/issues/${issue.number}`;
}

/** Web address of an issue or pull request. */
export function issueHtmlUrl(world: World, repository: Repository, issue: Issue): string {
  return `${repositoryHtmlUrl(world, repository)}/${issue.isPullRequest ? "pull" : "issues"}/${issue.number}`;
}

function pullPart(world: World, repository: Repository, issue: Issue): Record<string, unknown> {
  const pull = repository.pulls.get(issue.number);
  if (!pull) return { draft: false };
  const html = pullHtmlUrl(world, pull);
  return {
    draft: pull.draft,
    pull_request: {
      url: pullUrl(world, pull),
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: pull.mergedAt,
    },
  };
}

/** An issue; "every pull request is an issue". https://docs.github.com/en/rest/issues/issues */
export async function issueJson(world: World, repository: Repository, issue: Issue): Promise<Record<string, unknown>> {
  const url = issueUrl(world, repository, issue);
  return {
    url,
    repository_url: repositoryUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issueHtmlUrl(world, repository, issue),
    id: issue.id,
    node_id: nodeId(issue.isPullRequest ? "PR" : "I", issue.id),
    number: issue.number,
    title: issue.title,
    user: nullableUserJson(world, issue.user),
    labels: issue.labels.flatMap((name) => {
      const label = repository.labels.get(name.toLowerCase());
      return label ? [labelJson(world, repository, label)] : [];
    }),
    state: issue.state,
    locked: issue.locked,
    assignee: nullableUserJson(world, issue.assignees[0] ?? null),
    assignees: issue.assignees.map((account) => userJson(world, account)),
    milestone: null,
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: await authorAssociation(world, repository, issue.user),
    active_lock_reason: null,
    ...pullPart(world, repository, issue),
    body: issue.body,
    reactions: reactionRollup(url, issue.reactions),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: issue.stateReason,
  };
}

/** An issue by itself: who closed it, too. */
export async function fullIssueJson(
  world: World,
  repository: Repository,
  issue: Issue,
): Promise<Record<string, unknown>> {
  return { ...(await issueJson(world, repository, issue)), closed_by: nullableUserJson(world, issue.closedBy) };
}
