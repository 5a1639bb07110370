import { isAncestor } from "../git/history.ts";
import { createCommit, mergeTree } from "../git/merge.ts";
import { checkState } from "../rules/required-checks.ts";
import { requirementsFor } from "../rules/requirements.ts";
import { unmetRequirements } from "../rules/unmet.ts";
import type { PullRequest } from "../state/pull-request.ts";
import { now, type World } from "../world.ts";
import { baseTip } from "./content.ts";

/** Makes the test merge of an open pull request when base or head moved, and says whether it can be merged. */
export async function refreshMergeability(pull: PullRequest): Promise<void> {
  if (pull.issue.state !== "open") return;
  const { git } = pull.base.repository;
  const base = baseTip(pull);
  const head = pull.head.sha;
  const sha = await git.cached(`test-merge ${pull.number} ${base} ${head}`, async () => {
    const tree = await mergeTree(git, base, head);
    if (tree === null) return null;
    const who = { name: "GitHub", email: "noreply@github.com", date: now() };
    const message = `Merge ${head} into ${base}`;
    return createCommit(git, { tree, parents: [base, head], author: who, committer: who, message });
  });
  if (pull.head.sha !== head || pull.issue.state !== "open") return;
  pull.mergeable = sha !== null;
  pull.mergeCommitSha = sha;
  const ref = `refs/pull/${pull.number}/merge`;
  if (sha && git.refs.get(ref) !== sha) await git.updateRefs([{ ref, sha }]);
}

/** https://docs.github.com/en/graphql/reference/enums#mergestatestatus, in REST's lower case. */
export async function mergeableState(world: World, pull: PullRequest): Promise<string> {
  const { repository } = pull;
  if (pull.mergeable === null) return "unknown";
  if (!pull.mergeable) return "dirty";
  if (pull.draft) return "draft";
  const unmet = await unmetRequirements(world.state, pull, null);
  if (unmet.some(({ kind }) => kind === "behind")) return "behind";
  if (unmet.length > 0) return "blocked";
  return isUnstable(world, pull)
    ? "unstable"
    : repository.git.refs.has(`refs/heads/${pull.base.ref}`)
      ? "clean"
      : "unknown";
}

/** Whether a check that is not required has not passed. */
function isUnstable(world: World, pull: PullRequest): boolean {
  const { repository, head } = pull;
  const required = requirementsFor(world.state, repository, `refs/heads/${pull.base.ref}`, null, "pull_request");
  const names = new Set(required.flatMap(({ checks }) => checks.map(({ context }) => context)));
  const reported = new Set<string>();
  for (const run of repository.checkRuns) if (run.headSha === head.sha) reported.add(run.name);
  for (const status of repository.statuses) if (status.sha === head.sha) reported.add(status.context);
  return [...reported].some(
    (context) => !names.has(context) && checkState(repository, head.sha, { context, appId: null }) !== "passed",
  );
}

/** Whether the head holds everything of its base. */
export function isUpToDate(pull: PullRequest): Promise<boolean> {
  return isAncestor(pull.base.repository.git, baseTip(pull), pull.head.sha);
}
