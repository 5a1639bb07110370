import { hasPermission } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { userJson } from "./account.ts";

/** `owner/name`. */
export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

/** REST address of a repository. */
export function repositoryUrl(world: World, repository: Repository): string {
  return `${world.api}/repos/${fullName(repository)}`;
}

/** Web address of a repository. */
export function repositoryHtmlUrl(world: World, repository: Repository): string {
  return `${world.origin}/${fullName(repository)}`;
}

// Address properties of a repository and what follows its own address in them.
const addresses: Record<string, string> = {
  forks_url: "/forks",
  keys_url: "/keys{/key_id}",
  collaborators_url: "/collaborators{/collaborator}",
  teams_url: "/teams",
  hooks_url: "/hooks",
  issue_events_url: "/issues/events{/number}",
  events_url: "/events",
  assignees_url: "/assignees{/user}",
  branches_url: "/branches{/branch}",
  tags_url: "/tags",
  blobs_url: "/git/blobs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  git_refs_url: "/git/refs{/sha}",
  trees_url: "/git/trees{/sha}",
  statuses_url: "/statuses/{sha}",
  languages_url: "/languages",
  stargazers_url: "/stargazers",
  contributors_url: "/contributors",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  commits_url: "/commits{/sha}",
  git_commits_url: "/git/commits{/sha}",
  comments_url: "/comments{/number}",
  issue_comment_url: "/issues/comments{/number}",
  contents_url: "/contents/{+path}",
  compare_url: "/compare/{base}...{head}",
  merges_url: "/merges",
  archive_url: "/{archive_format}{/ref}",
  downloads_url: "/downloads",
  issues_url: "/issues{/number}",
  pulls_url: "/pulls{/number}",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  labels_url: "/labels{/name}",
  releases_url: "/releases{/id}",
  deployments_url: "/deployments",
};

function forksOf(world: World, repository: Repository): number {
  return [...world.state.repositories.values()].filter(({ parent }) => parent === repository).length;
}

// What GitHub shows of features the lab has no use for.
const unused = {
  homepage: null,
  size: 0,
  stargazers_count: 0,
  watchers_count: 0,
  watchers: 0,
  language: null,
  license: null,
  mirror_url: null,
  has_projects: true,
  has_downloads: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  disabled: false,
  allow_forking: true,
  is_template: false,
  web_commit_signoff_required: false,
};

/** A repository as it stands inside pull requests and webhooks: every property of the official `repository`. */
export function repositoryJson(world: World, repository: Repository): Record<string, unknown> {
  const url = repositoryUrl(world, repository);
  const html = repositoryHtmlUrl(world, repository);
  const open = [...repository.issues.values()].filter(({ state }) => state === "open").length;
  const forks = forksOf(world, repository);
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: userJson(world, repository.owner),
    html_url: html,
    description: repository.description,
    fork: repository.parent !== null,
    url,
    ...Object.fromEntries(Object.entries(addresses).map(([name, rest]) => [name, url + rest])),
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    git_url: `${html.replace(/^http/, "git")}.git`,
    ssh_url: `git@${new URL(world.origin).hostname}:${fullName(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    ...unused,
    has_issues: repository.settings.hasIssues,
    forks_count: forks,
    archived: repository.archived,
    open_issues_count: open,
    topics: repository.topics,
    visibility: repository.private ? "private" : "public",
    forks,
    open_issues: open,
    default_branch: repository.defaultBranch,
    custom_properties: repository.customProperties,
  };
}

/** What the caller may do, in the API's names. */
export function permissionsJson(world: World, repository: Repository, actor: Actor): Record<string, boolean> {
  if (actor.kind === "installation") {
    const may = (permission: string) => hasPermission(actor.token.permissions, permission);
    const push = may("contents:write");
    return { admin: may("administration:write"), maintain: false, push, triage: false, pull: may("contents:read") };
  }
  const role = actor.kind === "user" ? roleOf(world.state, repository, actor.user) : "read";
  return {
    admin: role === "admin",
    maintain: atLeast(role, "maintain"),
    push: atLeast(role, "write"),
    triage: atLeast(role, "triage"),
    pull: atLeast(role, "read"),
  };
}

/** The answer of `GET /repos/{owner}/{repo}` (`full-repository`). */
export function fullRepositoryJson(world: World, repository: Repository, actor: Actor): Record<string, unknown> {
  const { settings, parent } = repository;
  const owner = userJson(world, repository.owner);
  const source = sourceOf(repository);
  return {
    ...repositoryJson(world, repository),
    permissions: permissionsJson(world, repository, actor),
    allow_rebase_merge: settings.allowRebaseMerge,
    allow_squash_merge: settings.allowSquashMerge,
    allow_merge_commit: settings.allowMergeCommit,
    allow_auto_merge: settings.allowAutoMerge,
    allow_update_branch: settings.allowUpdateBranch,
    delete_branch_on_merge: settings.deleteBranchOnMerge,
    use_squash_pr_title_as_default: false,
    squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
    squash_merge_commit_message: "COMMIT_MESSAGES",
    merge_commit_title: "MERGE_MESSAGE",
    merge_commit_message: "PR_TITLE",
    subscribers_count: 0,
    network_count: 0,
    ...(repository.owner.type === "Organization" && { organization: owner }),
    ...(parent && { parent: repositoryJson(world, parent), source: repositoryJson(world, source) }),
  };
}

function sourceOf(repository: Repository): Repository {
  return repository.parent ? sourceOf(repository.parent) : repository;
}
