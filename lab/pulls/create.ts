import { commitsBetween } from "../git/history.ts";
import { validationFailed } from "../http/errors.ts";
import type { Account } from "../state/accounts.ts";
import type { Issue } from "../state/issues.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";
import { nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";
import { emitPull } from "./emit.ts";
import { addCommits } from "./sync.ts";

/** What somebody asks for who opens a pull request. */
export type PullRequestOptions = {
  title: string;
  body: string | null;
  /** `branch`, or `owner:branch` of a fork. */
  head: string;
  headRepository: string | null;
  base: string;
  draft: boolean;
  maintainerCanModify: boolean;
};

function invalid(field: string) {
  return validationFailed([{ resource: "PullRequest", field, code: "invalid" }]);
}

/** A source of all its forks. */
function root(repository: Repository): Repository {
  return repository.parent ? root(repository.parent) : repository;
}

/** The repository a head such as `owner:branch` lies in: one of the same network. */
export function findHead(
  world: World,
  repository: Repository,
  head: string,
  headRepository: string | null = null,
): { repository: Repository; ref: string } | null {
  const [first = "", second] = head.split(/:(.*)/s);
  if (second === undefined) return { repository, ref: first };
  const named = headRepository?.split("/").at(-1);
  for (const candidate of world.state.repositories.values()) {
    if (candidate.owner.login.toLowerCase() !== first.toLowerCase() || root(candidate) !== root(repository)) continue;
    if (named === undefined || candidate.name === named) return { repository: candidate, ref: second };
  }
  return null;
}

/** The next number of an issue or pull request. */
export function nextNumber(repository: Repository): number {
  return Math.max(0, ...repository.issues.keys()) + 1;
}

function issueOf(world: World, repository: Repository, user: Account, options: PullRequestOptions): Issue {
  const instant = now();
  return {
    id: nextId(world.state),
    number: nextNumber(repository),
    user,
    title: options.title,
    body: options.body,
    state: "open",
    stateReason: null,
    locked: false,
    labels: [],
    assignees: [],
    comments: [],
    reactions: [],
    timeline: [],
    isPullRequest: true,
    createdAt: instant,
    updatedAt: instant,
    closedAt: null,
    closedBy: null,
  };
}

function notMerged() {
  return {
    merged: false,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    mergeable: null,
    requestedReviewers: [],
    requestedTeams: [],
    reviews: [],
    asyncMerges: new Map(),
  } satisfies Partial<PullRequest>;
}

/** Opens a pull request. Throws 422 as https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request does. */
export async function createPull(
  world: World,
  repository: Repository,
  user: Account,
  options: PullRequestOptions,
): Promise<PullRequest> {
  const head = findHead(world, repository, options.head, options.headRepository);
  const headSha = head?.repository.git.refs.get(`refs/heads/${head.ref}`);
  const baseSha = repository.git.refs.get(`refs/heads/${options.base}`);
  if (!baseSha) throw invalid("base");
  if (!head || !headSha) throw invalid("head");
  refuseDuplicate(repository, head, options);
  if ((await commitsBetween(repository.git, baseSha, headSha)).length === 0) {
    const message = `No commits between ${options.base} and ${options.head}`;
    throw validationFailed([{ resource: "PullRequest", code: "custom", message }]);
  }
  const issue = issueOf(world, repository, user, options);
  const pull: PullRequest = {
    ...notMerged(),
    id: nextId(world.state),
    number: issue.number,
    issue,
    repository,
    head: { repository: head.repository, owner: head.repository.owner, ref: head.ref, sha: headSha },
    base: { repository, owner: repository.owner, ref: options.base, sha: baseSha },
    draft: options.draft,
    maintainerCanModify: options.maintainerCanModify && head.repository !== repository,
    lastPusher: head.repository.lastPushers.get(head.ref) ?? user,
  };
  repository.issues.set(issue.number, issue);
  repository.pulls.set(issue.number, pull);
  await repository.git.updateRefs([{ ref: `refs/pull/${pull.number}/head`, sha: headSha }]);
  await addCommits(world, pull, baseSha);
  await emitPull(world, pull, "opened", user);
  return pull;
}

function refuseDuplicate(
  repository: Repository,
  head: { repository: Repository; ref: string },
  options: PullRequestOptions,
): void {
  for (const pull of repository.pulls.values()) {
    if (pull.issue.state !== "open" || pull.base.ref !== options.base) continue;
    if (pull.head.repository !== head.repository || pull.head.ref !== head.ref) continue;
    const message = `A pull request already exists for ${head.repository.owner.login}:${head.ref}.`;
    throw validationFailed([{ resource: "PullRequest", code: "custom", message }]);
  }
}
