import { diffFiles, emptyTree, type FileChange } from "../git/diff.ts";
import type { Commit } from "../git/parse-object.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { nullableUserJson } from "./account.ts";
import { accountByEmail } from "./attribution.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

/** The commit of a SHA. Throws when it is not there: callers hold SHAs that git gave them. */
export async function requireCommit(repository: Repository, sha: string): Promise<Commit> {
  const commit = await repository.git.commit(sha);
  if (!commit) throw new Error(`no commit ${sha}`);
  return commit;
}

function verificationJson(world: World, commit: Commit): Record<string, unknown> {
  const told = world.state.verifications.get(commit.sha);
  return {
    verified: told?.verified ?? false,
    reason: told?.reason ?? (commit.signature ? "unknown_key" : "unsigned"),
    signature: commit.signature,
    payload: null,
    verified_at: told?.verifiedAt ?? null,
  };
}

function parentsJson(world: World, repository: Repository, commit: Commit, path: string): Record<string, unknown>[] {
  return commit.parents.map((sha) => ({
    sha,
    url: `${repositoryUrl(world, repository)}/${path}/${sha}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${sha}`,
  }));
}

/** A commit of the git database (`git-commit`). */
export function gitCommitJson(world: World, repository: Repository, commit: Commit): Record<string, unknown> {
  const url = repositoryUrl(world, repository);
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: parentsJson(world, repository, commit, "git/commits"),
    verification: verificationJson(world, commit),
  };
}

/** A commit with the accounts behind it (`commit`), without its files. */
export function commitJson(world: World, repository: Repository, commit: Commit): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/commits/${commit.sha}`;
  const { sha, author, committer, message } = commit;
  return {
    sha,
    node_id: nodeId("C", sha),
    commit: {
      author,
      committer,
      message,
      tree: { sha: commit.tree, url: `${repositoryUrl(world, repository)}/git/trees/${commit.tree}` },
      url: `${repositoryUrl(world, repository)}/git/commits/${sha}`,
      comment_count: 0,
      verification: verificationJson(world, commit),
    },
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${sha}`,
    comments_url: `${url}/comments`,
    author: nullableUserJson(world, accountByEmail(world.state, author.email)),
    committer: nullableUserJson(world, accountByEmail(world.state, committer.email)),
    parents: parentsJson(world, repository, commit, "commits"),
  };
}

/** A changed file (`diff-entry`); `headSha` and `baseSha` are where its links lead. */
export function fileJson(
  world: World,
  repository: Repository,
  change: FileChange,
  headSha: string,
  baseSha: string,
): Record<string, unknown> {
  const at = change.status === "removed" ? baseSha : headSha;
  const path = change.path.split("/").map(encodeURIComponent).join("/");
  const html = repositoryHtmlUrl(world, repository);
  return {
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${html}/blob/${at}/${path}`,
    raw_url: `${html}/raw/${at}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${at}`,
    ...(change.patch !== null && { patch: change.patch }),
    ...(change.previousPath !== null && { previous_filename: change.previousPath }),
  };
}

/** What a commit changed against its first parent. */
export function commitFiles(repository: Repository, commit: Commit): Promise<FileChange[]> {
  return diffFiles(repository.git, commit.parents[0] ?? emptyTree, commit.sha);
}
