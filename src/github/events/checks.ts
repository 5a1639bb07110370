import type { PullRequestRef } from "../../pipeline/ports.ts";
import { enqueueNumbers, type Handler, type RoutingOptions, rewrite } from "./handler.ts";
import { enqueueGroupAt, rewriteGroupAt } from "./merge-groups.ts";
import { ownNumber, type Payload, refOf, repositoryOf } from "./payload.ts";

/** A check of a head changed, or somebody pressed the button on ours. */
export const onCheckRun: Handler = async (payload, options) => {
  const run = payload.check_run;
  const own = refOf(payload, ownNumber(payload, options.app));
  if (own !== null) return rewrite(own, options);
  const repository = repositoryOf(payload);
  if (repository !== null && run?.app?.id === options.app.id && run.head_sha !== undefined) {
    return rewriteGroupAt(repository, run.head_sha, options);
  }
  await enqueueHead(payload, run?.head_sha, [...listed(payload, run), ...listed(payload, run?.check_suite)], options);
};

/** All checks of a suite changed. */
export const onCheckSuite: Handler = async (payload, options) => {
  const suite = payload.check_suite;
  await enqueueHead(payload, suite?.head_sha, listed(payload, suite), options);
};

/** A commit status changed. */
export const onStatus: Handler = (payload, options) => enqueueHead(payload, payload.sha, [], options);

/** An alert changed on a pull request's ref. */
export const onCodeScanningAlert: Handler = async (payload, options) => {
  const instance = payload.alert?.most_recent_instance;
  const [, number] = /^refs\/pull\/(\d+)\//.exec(payload.ref ?? instance?.ref ?? "") ?? [];
  await enqueueHead(payload, instance?.commit_sha, number === undefined ? [] : [Number(number)], options);
};

type Listed = { pull_requests?: { number?: number; base?: { repo?: { id?: number } } }[] | null } | null | undefined;

/** The pull requests of this repository that a check names. For a fork it names none, or those of another repository. */
function listed({ repository }: Payload, check: Listed): (number | undefined)[] {
  const pulls = check?.pull_requests ?? [];
  return pulls.filter((pull) => pull.base?.repo?.id === repository?.id).map((pull) => pull.number);
}

/** The pull requests and the merge group that a commit is the head of, those of forks too: by what was seen of them. */
async function enqueueHead(
  payload: Payload,
  sha: string | undefined,
  numbers: readonly (number | undefined)[],
  options: RoutingOptions,
): Promise<void> {
  const repository = repositoryOf(payload);
  if (repository === null) return;
  if (sha !== undefined) await enqueueGroupAt(repository, sha, options);
  const seen = sha === undefined ? [] : await options.pullRequests.numbersAt(repository, sha);
  for (const number of new Set([...numbers, ...seen])) {
    if (number === undefined) continue;
    const priority = await whoWaits({ ...repository, number }, options);
    await enqueueNumbers(repository, [number], options, priority);
  }
}

/** Bots' pull requests stand behind people's: fifty updates of dependencies, with ten checks each, delay nobody. */
async function whoWaits(ref: PullRequestRef, { pullRequests }: RoutingOptions): Promise<"person" | "bot"> {
  const { pushes } = await pullRequests.pushes(ref);
  const isBots = pushes.length > 0 && pushes.every(({ pusher }) => pusher.type === "Bot");
  return isBots ? "bot" : "person";
}
