import { changeRef } from "../actions/change-ref.ts";
import { type Actor, accountOf, appOf } from "../auth/actor.ts";
import { createCommit, mergeTree } from "../git/merge.ts";
import { signedByGitHub } from "../git/verify.ts";
import { validationFailed } from "../http/errors.ts";
import type { PullRequest } from "../state/pull-request.ts";
import { now, type World } from "../world.ts";
import { baseTip } from "./content.ts";
import { signatureOf } from "./land.ts";
import { isUpToDate } from "./mergeability.ts";

function refuse(message: string) {
  return validationFailed([{ resource: "PullRequest", code: "custom", message }]);
}

/** Merges the base branch into the head. Throws 422. https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request-branch */
export async function updatePullBranch(
  world: World,
  pull: PullRequest,
  actor: Actor,
  expected: string | null,
): Promise<void> {
  const { repository, ref, sha } = pull.head;
  if (expected !== null && expected !== sha) throw refuse("expected head sha didn't match current head ref.");
  if (!repository) throw refuse("head repository is gone");
  if (await isUpToDate(pull)) throw refuse("There are no new commits on the base branch.");
  const base = baseTip(pull);
  const tree = await mergeTree(repository.git, base, sha);
  if (!tree) throw refuse("merge conflict between base and head");
  const user = accountOf(actor);
  const committer = { name: "GitHub", email: "noreply@github.com", date: now() };
  const message = `Merge branch '${pull.base.ref}' into ${ref}`;
  const commit = { tree, parents: [sha, base], author: signatureOf(user), committer, message };
  const after = await createCommit(repository.git, commit);
  signedByGitHub(world, after);
  await changeRef(world, actor, {
    repository,
    ref: `refs/heads/${ref}`,
    before: sha,
    after,
    pusher: user,
    app: appOf(actor),
  });
}
