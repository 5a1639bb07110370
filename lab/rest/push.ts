import type { RefUpdate } from "../actions/push.ts";
import { isAncestor } from "../git/history.ts";
import type { Commit } from "../git/parse-object.ts";
import { zeroSha } from "../git/pkt-line.ts";
import { runGit } from "../git/run.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";
import { userJson } from "./account.ts";
import { accountByEmail, noreplyEmail } from "./attribution.ts";
import { requireCommit } from "./commit.ts";
import { repositoryHtmlUrl, repositoryJson } from "./repository.ts";

// https://docs.github.com/en/webhooks/webhook-events-and-payloads#push: the array holds at most 2048 commits.
const mostCommits = 2048;

type Names = { added: string[]; removed: string[]; modified: string[] };

/** The payload of a `push` event, without sender and the rest that every event has. */
export async function pushPayload(world: World, update: RefUpdate): Promise<Record<string, unknown>> {
  const { repository, ref, before, after, pusher } = update;
  const commits = ref.startsWith("refs/heads/") && after ? await newCommits(update, after) : [];
  const forced = before !== null && after !== null && !(await isAncestor(repository.git, before, after));
  const html = repositoryHtmlUrl(world, repository);
  const list: Record<string, unknown>[] = [];
  for (const { sha, names } of commits.slice(-mostCommits)) {
    list.push(pushCommitJson(world, repository, await requireCommit(repository, sha), names));
  }
  const tip = after ? await repository.git.commit(after) : null;
  const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1000);
  return {
    ref,
    before: before ?? zeroSha,
    after: after ?? zeroSha,
    // https://docs.github.com/en/webhooks/webhook-events-and-payloads#push: here the repository has its instants in seconds.
    repository: {
      ...repositoryJson(world, repository),
      owner: { ...userJson(world, repository.owner), name: repository.owner.login, email: null },
      created_at: seconds(repository.createdAt),
      pushed_at: seconds(repository.pushedAt),
      stargazers: 0,
      master_branch: repository.defaultBranch,
    },
    pusher: { name: pusher.login, email: noreplyEmail(pusher) },
    created: before === null,
    deleted: after === null,
    forced,
    base_ref: null,
    compare: before && after ? `${html}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}` : html,
    commits: list,
    head_commit:
      list.at(-1) ?? (tip ? pushCommitJson(world, repository, tip, await namesOf(repository, tip.sha)) : null),
  };
}

function signatureJson(world: World, { name, email }: { name: string; email: string }): Record<string, unknown> {
  const account = accountByEmail(world.state, email);
  return { name, email, ...(account && { username: account.login }) };
}

function pushCommitJson(world: World, repository: Repository, commit: Commit, names: Names): Record<string, unknown> {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.sha}`,
    author: signatureJson(world, commit.author),
    committer: signatureJson(world, commit.committer),
    ...names,
  };
}

/** Commits that the push brought to the branch, oldest first. */
async function newCommits(update: RefUpdate, after: string): Promise<{ sha: string; names: Names }[]> {
  const { git } = update.repository;
  const others = [...git.refs].filter(([ref]) => ref.startsWith("refs/heads/") && ref !== update.ref);
  const known = update.before ? [update.before] : others.map(([, sha]) => sha);
  return logNames(update.repository, [after, ...known.map((sha) => `^${sha}`)]);
}

async function namesOf(repository: Repository, sha: string): Promise<Names> {
  const [only] = await logNames(repository, ["--max-count=1", sha]);
  return only?.names ?? { added: [], removed: [], modified: [] };
}

async function logNames(repository: Repository, range: string[]): Promise<{ sha: string; names: Names }[]> {
  const args = ["log", "--topo-order", "--reverse", "--no-renames", "--name-status", "--format=%x00%H", ...range, "--"];
  const log = await runGit(args, { cwd: repository.git.directory });
  const commits: { sha: string; names: Names }[] = [];
  for (const record of log.split("\0").slice(1)) {
    const [sha = "", ...lines] = record.split("\n");
    commits.push({ sha, names: readNames(lines) });
  }
  return commits;
}

function readNames(lines: string[]): Names {
  const names: Names = { added: [], removed: [], modified: [] };
  for (const line of lines) {
    const [status, path] = line.split("\t");
    if (!status || path === undefined) continue;
    const list = status === "A" ? names.added : status === "D" ? names.removed : names.modified;
    list.push(path);
  }
  return names;
}
