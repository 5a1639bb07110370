import type { Account } from "../../demo/account.ts";
import { organization, repository } from "../../demo/company.ts";

/** A change on its way: what the steps of a test are about. */
export interface Change {
  repository: string;
  branch: string;
  number: number;
  /** The head, as of the last push. */
  sha: string;
}

/** What to propose; files by path, each with its whole text. */
export interface Proposal {
  files: Record<string, string>;
  title?: string;
  body?: string;
  draft?: boolean;
  branch?: string;
  base?: string;
  /** A commit to branch off; default: the tip of the base. */
  from?: string;
  repository?: string;
}

let counter = 0;

/** Opens a pull request over REST, as somebody; a commit for each file. */
export async function propose(account: Account, proposal: Proposal): Promise<Change> {
  counter += 1;
  const { branch = `change-${counter}`, base = "main", title = `Change ${counter}`, body = "ACME-1" } = proposal;
  const where = { owner: organization, repo: proposal.repository ?? repository };
  const { rest } = account;
  const from = proposal.from ?? (await tipOf(account, base, where.repo));
  await rest.git.createRef({ ...where, ref: `refs/heads/${branch}`, sha: from });
  const change: Change = { repository: where.repo, branch, number: 0, sha: from };
  await commit(account, change, proposal.files);
  const { data } = await rest.pulls.create({
    ...where,
    title,
    body,
    head: branch,
    base,
    draft: proposal.draft ?? false,
  });
  change.number = data.number;
  return change;
}

/** Where a branch is. */
export async function tipOf({ rest }: Account, branch: string, repo: string = repository): Promise<string> {
  const { data } = await rest.git.getRef({ owner: organization, repo, ref: `heads/${branch}` });
  return data.object.sha;
}

/** Commits whole files to the change's branch. */
export async function commit({ rest }: Account, change: Change, files: Record<string, string>): Promise<void> {
  const where = { owner: organization, repo: change.repository, branch: change.branch };
  for (const [path, text] of Object.entries(files)) {
    const before = await blobAt(rest, change, path);
    const content = Buffer.from(text).toString("base64");
    const { data } = await rest.repos.createOrUpdateFileContents({
      ...where,
      path,
      // Two changes of the same second must not be one commit.
      message: `Write ${path} on ${change.branch}`,
      content,
      ...(before !== null && { sha: before }),
    });
    change.sha = data.commit.sha ?? "";
  }
}

async function blobAt(rest: Account["rest"], change: Change, path: string): Promise<string | null> {
  const where = { owner: organization, repo: change.repository, ref: change.branch, path };
  const found = await rest.repos.getContent(where).catch(() => null);
  return found === null || Array.isArray(found.data) ? null : found.data.sha;
}

/** Submits a review of the head. */
export async function review(
  { rest }: Account,
  { repository: repo, number, sha }: Change,
  event: "APPROVE" | "REQUEST_CHANGES" | "COMMENT" = "APPROVE",
): Promise<number> {
  const pull = { owner: organization, repo, pull_number: number };
  const { data } = await rest.pulls.createReview({ ...pull, event, commit_id: sha, body: "Read." });
  return data.id;
}
