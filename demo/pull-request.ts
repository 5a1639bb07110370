import type { Workspace } from "../lab/testing/workspace.ts";
import type { Account } from "./account.ts";
import { type JobResults, runCi } from "./ci.ts";
import { type Company, fullName, organization, repository } from "./company.ts";
import { awaitGate, type Expectation, type GateView } from "./gate.ts";
import { owner } from "./people.ts";
import type { Patience } from "./wait-for.ts";

/** Files by path; a function changes the one that is there, null removes it. */
type Edits = Record<string, string | null | ((text: string) => string)>;

type DependencyChange = {
  change_type: "added" | "removed";
  manifest: string;
  name: string;
  version: string;
  license: string;
  scope: "development" | "runtime";
};

/** A pull request to open. */
export type Proposal = {
  author: Account;
  branch: string;
  title: string;
  body: string;
  edits: Edits;
  /** What to branch off; default: the tip of main. */
  from?: string;
};

/** A pull request of the demo, and what people do to it. */
export type PullRequest = {
  number: number;
  url: string;
  head: () => string;
  /** Commits and pushes as somebody. */
  push: (account: Account, message: string, edits: Edits) => Promise<void>;
  /** Rebases the branch onto main and pushes it with force. */
  rebase: (account: Account) => Promise<void>;
  ci: (failures?: JobResults) => Promise<void>;
  /** Says what GitHub's comparison of the dependencies finds: the lab reads no manifests. */
  dependencies: (changes: readonly DependencyChange[]) => Promise<void>;
  askFor: (...reviewers: Account[]) => Promise<void>;
  approve: (account: Account) => Promise<void>;
  /** Requests changes. */
  object: (account: Account) => Promise<void>;
  /** Presses the merge button. */
  merge: (account: Account) => Promise<{ status: number; message: string }>;
  /** Waits for what the gate says of the head. */
  gate: (expectation: Expectation) => Promise<GateView>;
  /** Lines that the gate marked on the head. */
  annotations: (gate: GateView) => Promise<{ path: string; line: number; message: string }[]>;
};

const where = { owner: organization, repo: repository };

/** Branches, commits, pushes and opens a pull request. */
export async function openPullRequest(
  company: Company,
  { author, branch, title, body, edits, from = "origin/main" }: Proposal,
  patience: Patience = {},
): Promise<PullRequest> {
  const sha = await inClone(author, async (work) => {
    await work.git("checkout", "--quiet", "-b", branch, from);
    return commitAndPush(work, branch, title, edits);
  });
  const head = { branch, sha, pusher: author.login };
  const { data } = await author.rest.pulls.create({ ...where, title, body, head: branch, base: "main" });
  const pull = { ...where, pull_number: data.number };
  const reader = company.people[owner];
  return {
    number: data.number,
    url: data.html_url,
    head: () => head.sha,
    push: async (account, message, changes) => {
      await moveHead(head, account, (work) => commitAndPush(work, branch, message, changes));
    },
    rebase: (account) => moveHead(head, account, (work) => rebaseAndPush(work, branch)),
    ci: (failures) => runCi(company.actions, head, failures),
    dependencies: async (changes) => {
      await reader.request("PUT /repos/{owner}/{repo}/_lab/dependency-changes", { ...where, head: head.sha, changes });
    },
    askFor: async (...reviewers) => {
      await author.rest.pulls.requestReviewers({ ...pull, reviewers: reviewers.map(({ login }) => login) });
    },
    approve: async ({ rest }) => {
      await rest.pulls.createReview({ ...pull, event: "APPROVE", commit_id: head.sha });
    },
    object: async ({ rest }) => {
      await rest.pulls.createReview({ ...pull, event: "REQUEST_CHANGES", body: "Not yet.", commit_id: head.sha });
    },
    merge: (account) => merge(account, data.number),
    gate: (expectation) => awaitGate(reader, company, head.sha, expectation, patience),
    annotations: (gate) => readAnnotations(reader, gate),
  };
}

type Head = { branch: string; sha: string; pusher: string };

/** Changes a branch in somebody's clone; `action` pushes it and answers its new head. */
async function moveHead(head: Head, account: Account, action: (work: Workspace) => Promise<string>): Promise<void> {
  head.sha = await inClone(account, async (work) => {
    await work.git("checkout", "--quiet", head.branch);
    return action(work);
  });
  head.pusher = account.login;
}

async function rebaseAndPush(work: Workspace, branch: string): Promise<string> {
  await work.git("rebase", "--quiet", "origin/main");
  await work.git("push", "--quiet", "--force", "origin", branch);
  return work.git("rev-parse", "HEAD");
}

async function inClone<T>(account: Account, action: (work: Workspace) => Promise<T>): Promise<T> {
  const work = await account.clone(fullName);
  try {
    return await action(work);
  } finally {
    await work.remove();
  }
}

async function commitAndPush(work: Workspace, branch: string, message: string, edits: Edits): Promise<string> {
  const files: Record<string, string | null> = {};
  for (const [path, edit] of Object.entries(edits)) {
    files[path] = typeof edit === "function" ? edited(path, await work.git("show", `HEAD:${path}`), edit) : edit;
  }
  const sha = await work.commit(files, message);
  await work.git("push", "--quiet", "origin", `HEAD:${branch}`);
  return sha;
}

/** The text with its edit. Throws when the edit found nothing to change: the service has moved on without its scene. */
function edited(path: string, text: string, edit: (text: string) => string): string {
  const changed = edit(text);
  if (changed === text) throw new Error(`nothing to edit in ${path}`);
  return `${changed}\n`;
}

async function merge({ rest }: Account, number: number): Promise<{ status: number; message: string }> {
  try {
    const { status, data } = await rest.pulls.merge({ ...where, pull_number: number, merge_method: "squash" });
    return { status, message: data.message };
  } catch (error) {
    if (!(error instanceof Error && "status" in error && typeof error.status === "number")) throw error;
    return { status: error.status, message: error.message };
  }
}

async function readAnnotations({ rest }: Account, { id }: GateView): ReturnType<PullRequest["annotations"]> {
  if (id === null) return [];
  const { data } = await rest.checks.listAnnotations({ ...where, check_run_id: id });
  return data.map(({ path, start_line: line, message }) => ({ path, line, message: message ?? "" }));
}
