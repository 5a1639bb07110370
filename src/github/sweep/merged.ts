import type { LandingQueue } from "../../pipeline/landings.ts";
import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { SweepMemory } from "../../pipeline/sweep.ts";
import type { GitHub } from "../client.ts";
import { perPage } from "../pages.ts";

/** Merges are asked about again from a while before where they were asked about last: an hour more costs little. */
const overlap = 3_600_000;
const mostPages = 50;

/**
 * Has the pull requests that were merged since the last look held against the gate's decisions: their webhooks may be lost.
 * What was merged before the first look is none of this app's.
 */
export async function reconcileMerged(
  github: GitHub,
  repository: RepositoryRef,
  { memory, landings }: { memory: SweepMemory; landings: LandingQueue },
  now: Date,
): Promise<void> {
  const { mergedUntil } = await memory.swept(repository);
  if (mergedUntil !== null) {
    const numbers = await mergedSince(github, repository, mergedUntil.getTime() - overlap);
    for (const number of numbers) {
      await landings.reconcile({ kind: "pull-request", pullRequest: { ...repository, number } });
    }
  }
  await memory.keepSwept(repository, { mergedUntil: now });
}

/** Closed pull requests come in the order of their last change, and a merge is a change. */
async function mergedSince(
  github: GitHub,
  { owner, name: repo }: RepositoryRef,
  since: number,
): Promise<ReadonlySet<number>> {
  const query = { owner, repo, state: "closed", sort: "updated", direction: "desc", per_page: perPage } as const;
  const found = new Set<number>();
  for (let page = 1; page <= mostPages; page += 1) {
    const { data } = await github.rest.pulls.list({ ...query, page });
    const recent = data.filter((pull) => Date.parse(pull.updated_at) >= since);
    for (const { number, merged_at: at } of recent) if (at !== null && Date.parse(at) >= since) found.add(number);
    if (recent.length < perPage) break;
  }
  return found;
}
