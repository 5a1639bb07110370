import { moveRef } from "../actions/push.ts";
import { type Actor, accountOf, appOf } from "../auth/actor.ts";
import { commitsBetween } from "../git/history.ts";
import { createCommit, mergeTree, rebase } from "../git/merge.ts";
import type { Signature } from "../git/parse-object.ts";
import { signedByGitHub } from "../git/verify.ts";
import { ApiError } from "../http/errors.ts";
import { noreplyEmail } from "../rest/attribution.ts";
import { requireCommit } from "../rest/commit.ts";
import { requirementsFor } from "../rules/requirements.ts";
import { type Unmet, unmetRequirements } from "../rules/unmet.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest } from "../state/pull-request.ts";
import { now, type World } from "../world.ts";
import { recordMerge } from "./close.ts";
import { baseTip } from "./content.ts";
import { refreshMergeability } from "./mergeability.ts";

/** How a pull request is merged. */
export type MergeMethod = "merge" | "squash" | "rebase";

/** What a caller of the merge endpoint asks for. */
export type MergeRequest = { method: MergeMethod; title: string | null; message: string | null; sha: string | null };

// Commits made on github.com are committed by GitHub itself.
function webFlow(): Signature {
  return { name: "GitHub", email: "noreply@github.com", date: now() };
}

/** The name and address GitHub gives a person in the commits it makes for them. */
export function signatureOf(account: Account): Signature {
  const email = account.emails[0] ?? noreplyEmail(account);
  return { name: account.name ?? account.login, email, date: now() };
}

/**
 * Merges a pull request and answers the commit that landed. Throws 405 when it may not be merged, 409 when the head moved.
 * https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request
 */
export function mergePull(world: World, pull: PullRequest, actor: Actor, request: MergeRequest): Promise<string> {
  return pull.repository.git.exclusive(async () => {
    if (request.sha !== null && request.sha !== pull.head.sha) {
      throw new ApiError(409, "Head branch was modified. Review and try the merge again.");
    }
    await requireMergeable(world, pull, actor, request.method);
    const base = baseTip(pull);
    const user = accountOf(actor);
    const commit = await land(pull, user, request, base);
    // Rebased commits keep no signature, merges and squashes are GitHub's own.
    if (request.method !== "rebase") signedByGitHub(world, commit);
    await recordMerge(world, pull, user, commit, base);
    const ref = `refs/heads/${pull.base.ref}`;
    await moveRef(world, {
      merge: true,
      repository: pull.repository,
      ref,
      before: base,
      after: commit,
      pusher: user,
      app: appOf(actor),
    });
    await deleteMergedHead(world, pull, user);
    return commit;
  });
}

async function requireMergeable(world: World, pull: PullRequest, actor: Actor, method: MergeMethod): Promise<void> {
  if (pull.issue.state !== "open") throw new ApiError(405, "Pull Request is not mergeable");
  if (pull.draft) throw new ApiError(405, "Pull Request is still a draft");
  requireMethod(world, pull, actor, method);
  await refreshMergeability(pull);
  const unmet = await unmetRequirements(world.state, pull, actor);
  if (unmet.length > 0) throw new ApiError(405, refusal(unmet));
  if (!pull.mergeable) throw new ApiError(405, "Pull Request is not mergeable");
}

function requireMethod(world: World, pull: PullRequest, actor: Actor, method: MergeMethod): void {
  const { settings } = pull.repository;
  const words = { merge: "Merge commits", squash: "Squash merges", rebase: "Rebase merges" };
  const allowed = {
    merge: settings.allowMergeCommit,
    squash: settings.allowSquashMerge,
    rebase: settings.allowRebaseMerge,
  };
  if (!allowed[method]) throw new ApiError(405, `${words[method]} are not allowed on this repository.`);
  const requirements = requirementsFor(
    world.state,
    pull.repository,
    `refs/heads/${pull.base.ref}`,
    actor,
    "pull_request",
  );
  for (const { kind, reviews } of requirements) {
    const linear = kind === "required_linear_history" && method === "merge";
    const excluded = reviews?.methods && !reviews.methods.includes(method);
    if (linear || excluded) {
      throw new ApiError(
        405,
        `Repository rule violations found\n\n${words[method]} are not allowed on this branch.\n\n`,
      );
    }
  }
}

function refusal(unmet: Unmet[]): string {
  if (unmet.every(({ source }) => source === "protection")) return unmet.map(({ message }) => message).join(" ");
  return `Repository rule violations found\n\n${unmet.map(({ message }) => message).join("\n\n")}\n\n`;
}

async function land(pull: PullRequest, user: Account, request: MergeRequest, base: string): Promise<string> {
  const { git } = pull.repository;
  const head = pull.head.sha;
  if (request.method === "rebase") {
    const tip = await rebase(git, base, head, webFlow());
    if (!tip) throw new ApiError(405, "This branch can't be rebased");
    return tip;
  }
  const tree = await mergeTree(git, base, head);
  if (!tree) throw new ApiError(405, "Pull Request is not mergeable");
  if (request.method === "merge") {
    const title = request.title ?? `Merge pull request #${pull.number} from ${pull.head.owner.login}/${pull.head.ref}`;
    const message = request.message ?? pull.issue.title;
    const parents = [base, head];
    return createCommit(git, {
      tree,
      parents,
      author: signatureOf(user),
      committer: webFlow(),
      message: join(title, message),
    });
  }
  const message = await squashMessage(pull, request, base);
  const author = signatureOf(pull.issue.user ?? user);
  return createCommit(git, { tree, parents: [base], author, committer: webFlow(), message });
}

function join(title: string, message: string): string {
  return message === "" ? title : `${title}\n\n${message}`;
}

/** https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/about-pull-request-merges#squash-and-merge-your-commits */
async function squashMessage(pull: PullRequest, request: MergeRequest, base: string): Promise<string> {
  const shas = await commitsBetween(pull.repository.git, base, pull.head.sha);
  const commits = await Promise.all(shas.map((sha) => requireCommit(pull.repository, sha)));
  const [first] = commits;
  const single = commits.length === 1 && first ? first.message : null;
  const [subject = "", ...body] = (single ?? "").split("\n");
  const title = request.title ?? `${single === null ? pull.issue.title : subject} (#${pull.number})`;
  const listed = commits.map(({ message }) => `* ${message}`).join("\n\n");
  return join(title, request.message ?? (single === null ? listed : body.join("\n").trim()));
}

async function deleteMergedHead(world: World, pull: PullRequest, pusher: Account): Promise<void> {
  const { repository, ref, sha } = pull.head;
  if (repository !== pull.repository || !repository.settings.deleteBranchOnMerge || ref === repository.defaultBranch)
    return;
  await moveRef(world, { repository, ref: `refs/heads/${ref}`, before: sha, after: null, pusher, app: null });
}
