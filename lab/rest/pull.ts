import { pullChanges, pullCommits } from "../pulls/content.ts";
import { mergeableState, refreshMergeability } from "../pulls/mergeability.ts";
import type { PullRequest, Side } from "../state/pull-request.ts";
import { nodeId, type World } from "../world.ts";
import { nullableUserJson, teamSimpleJson, userJson } from "./account.ts";
import { authorAssociation } from "./association.ts";
import { labelJson } from "./label.ts";
import { repositoryHtmlUrl, repositoryJson, repositoryUrl } from "./repository.ts";

/** REST address of a pull request. */
export function pullUrl(world: World, pull: PullRequest): string {
  return `${repositoryUrl(world, pull.repository)}/pulls/${pull.number}`;
}

/** Web address of a pull request. */
export function pullHtmlUrl(world: World, pull: PullRequest): string {
  return `${repositoryHtmlUrl(world, pull.repository)}/pull/${pull.number}`;
}

function sideJson(world: World, side: Side): Record<string, unknown> {
  return {
    label: `${side.owner.login}:${side.ref}`,
    ref: side.ref,
    sha: side.sha,
    user: userJson(world, side.owner),
    repo: side.repository && repositoryJson(world, side.repository),
  };
}

function linksJson(world: World, pull: PullRequest) {
  const url = pullUrl(world, pull);
  const issue = `${repositoryUrl(world, pull.repository)}/issues/${pull.number}`;
  return {
    self: url,
    html: pullHtmlUrl(world, pull),
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repositoryUrl(world, pull.repository)}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${repositoryUrl(world, pull.repository)}/statuses/${pull.head.sha}`,
  };
}

function addressesJson(links: ReturnType<typeof linksJson>): Record<string, string> {
  return {
    url: links.self,
    html_url: links.html,
    diff_url: `${links.html}.diff`,
    patch_url: `${links.html}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
  };
}

function requestedTeamsJson(world: World, pull: PullRequest): Record<string, unknown>[] {
  const organization = world.state.organizations.get(pull.repository.owner.login.toLowerCase());
  if (!organization) return [];
  return pull.requestedTeams.map((team) => ({ ...teamSimpleJson(world, organization, team), parent: null }));
}

/** A pull request in a list (`pull-request-simple`). */
export async function pullSimpleJson(world: World, pull: PullRequest): Promise<Record<string, unknown>> {
  const { issue, repository } = pull;
  const links = linksJson(world, pull);
  return {
    ...addressesJson(links),
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    number: pull.number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: nullableUserJson(world, issue.user),
    body: issue.body,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: nullableUserJson(world, issue.assignees[0] ?? null),
    assignees: issue.assignees.map((account) => userJson(world, account)),
    requested_reviewers: pull.requestedReviewers.map((account) => userJson(world, account)),
    requested_teams: requestedTeamsJson(world, pull),
    labels: issue.labels.flatMap((name) => {
      const label = repository.labels.get(name.toLowerCase());
      return label ? [labelJson(world, repository, label)] : [];
    }),
    milestone: null,
    draft: pull.draft,
    head: sideJson(world, pull.head),
    base: sideJson(world, pull.base),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: await authorAssociation(world, repository, issue.user),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A pull request by itself (`pull-request`); works out whether it can be merged. */
export async function pullJson(world: World, pull: PullRequest): Promise<Record<string, unknown>> {
  await refreshMergeability(pull);
  const [simple, changes, commits] = await Promise.all([
    pullSimpleJson(world, pull),
    pullChanges(pull),
    pullCommits(pull),
  ]);
  const open = pull.issue.state === "open";
  return {
    ...simple,
    merged: pull.merged,
    mergeable: open ? pull.mergeable : null,
    rebaseable: open ? pull.mergeable : null,
    mergeable_state: open ? await mergeableState(world, pull) : "unknown",
    merged_by: nullableUserJson(world, pull.mergedBy),
    comments: pull.issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: commits.length,
    additions: changes.reduce((sum, { additions }) => sum + additions, 0),
    deletions: changes.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: changes.length,
  };
}
