import type { EvaluationQueue } from "../../pipeline/queue.ts";
import type { GitHub } from "../client.ts";
import { GitHubError } from "../errors.ts";
import { reconcileMerged } from "./merged.ts";
import { lastNight } from "./night.ts";
import { readOpen } from "./open-pull-requests.ts";
import { type ListedRepository, type RulesOptions, watchGated, watchRequired } from "./rules.ts";

/** What looking at a repository takes. */
export interface RepositoryOptions extends RulesOptions {
  queue: EvaluationQueue;
}

/**
 * Has judged what was not judged as it is, once a night all open pull requests, and looks at the rules. Returns how many are
 * to be judged, and why the rules could not be read; null: they were.
 */
export async function sweepRepository(
  github: GitHub,
  listed: ListedRepository,
  options: RepositoryOptions,
): Promise<{ enqueued: number; rulesUnread: string | null }> {
  const { memory, queue } = options;
  const { repository } = listed;
  const now = options.now();
  const { fullAt, rulesAt } = await memory.swept(repository);
  const isFull = fullAt === null || fullAt < lastNight(now);
  await readOpen(github, repository, memory);
  const numbers = isFull ? await memory.open(repository) : await memory.unjudged(repository);
  for (const number of numbers) await queue.enqueue({ ...repository, number }, { priority: "sweep" });
  if (isFull) await reconcileMerged(github, repository, options, now);
  const rulesUnread = await lookAtRules(github, listed, options, isFull || rulesAt === null);
  await memory.keepSwept(repository, { sweptAt: now, ...(isFull && { fullAt: now }) });
  return { enqueued: numbers.length, rulesUnread };
}

/** Why the rules could not be read, or null. What GitHub refuses to tell is asked for again at night. */
export async function lookAtRules(
  github: GitHub,
  listed: ListedRepository,
  options: RulesOptions,
  isAll: boolean,
): Promise<string | null> {
  const rulesAt = options.now();
  let unread: GitHubError | null = null;
  try {
    await (isAll ? watchGated : watchRequired)(github, listed, options);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    unread = error;
  }
  if (isAll && !unread?.isTransient) await options.memory.keepSwept(listed.repository, { rulesAt });
  return unread?.message ?? null;
}
