import { commitsBetween } from "../git/history.ts";
import { createCommit, mergeTree, rebase } from "../git/merge.ts";
import type { Signature } from "../git/parse-object.ts";
import { signedByGitHub } from "../git/verify.ts";
import { noreplyEmail } from "../rest/attribution.ts";
import { requireCommit } from "../rest/commit.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest } from "../state/pull-request.ts";
import { now, type World } from "../world.ts";

/** How a pull request is merged. */
export type MergeMethod = "merge" | "squash" | "rebase";

/** How a change is to land: `title` and `message` null are GitHub's own; `date`: when GitHub commits it. */
export type Landing = {
  method: MergeMethod;
  title: string | null;
  message: string | null;
  user: Account;
  base: string;
  date: string;
};

/** The name and address GitHub gives a person in the commits it makes for them. */
export function signatureOf(account: Account): Signature {
  const email = account.emails[0] ?? noreplyEmail(account);
  return { name: account.name ?? account.login, email, date: now() };
}

/** Puts the change of a pull request onto a commit, and answers the new tip, or null when they conflict. No ref moves. */
export async function landChange(world: World, pull: PullRequest, landing: Landing): Promise<string | null> {
  const { git } = pull.repository;
  const { method, base, user } = landing;
  const head = pull.head.sha;
  // Commits made on github.com are committed by GitHub itself.
  const committer = { name: "GitHub", email: "noreply@github.com", date: landing.date };
  // Rebased commits keep no signature, merges and squashes are GitHub's own.
  if (method === "rebase") return rebase(git, base, head, committer);
  const tree = await mergeTree(git, base, head);
  if (!tree) return null;
  const merge = method === "merge";
  const parents = merge ? [base, head] : [base];
  const author = signatureOf(merge ? user : (pull.issue.user ?? user));
  const message = merge ? mergeMessage(pull, landing) : await squashMessage(pull, landing);
  const commit = await createCommit(git, { tree, parents, author, committer, message });
  signedByGitHub(world, commit);
  return commit;
}

function join(title: string, message: string): string {
  return message === "" ? title : `${title}\n\n${message}`;
}

function mergeMessage(pull: PullRequest, { title, message }: Landing): string {
  const own = `Merge pull request #${pull.number} from ${pull.head.owner.login}/${pull.head.ref}`;
  return join(title ?? own, message ?? pull.issue.title);
}

/** https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/about-pull-request-merges#squash-and-merge-your-commits */
async function squashMessage(pull: PullRequest, landing: Landing): Promise<string> {
  const shas = await commitsBetween(pull.repository.git, landing.base, pull.head.sha);
  const commits = await Promise.all(shas.map((sha) => requireCommit(pull.repository, sha)));
  const [first] = commits;
  const single = commits.length === 1 && first ? first.message : null;
  const [subject = "", ...body] = (single ?? "").split("\n");
  const title = landing.title ?? `${single === null ? pull.issue.title : subject} (#${pull.number})`;
  const listed = commits.map(({ message }) => `* ${message}`).join("\n\n");
  return join(title, landing.message ?? (single === null ? listed : body.join("\n").trim()));
}
