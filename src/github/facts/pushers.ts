import type { Actor } from "../../domain/facts.ts";
import { isUnavailable } from "../../domain/readable.ts";
import type { Push } from "../../pipeline/ports.ts";
import { GitHubError } from "../errors.ts";
import { readable } from "../readable.ts";
import type { CommitData, Source } from "../reader.ts";
import type { UpdateMerges } from "../update-merges.ts";
import type { Gatherer } from "./gatherer.ts";

/**
 * Everybody who pushed anything but clean update merges, and everybody whom earlier snapshots found among the contributors:
 * a rebase makes nobody a stranger to the pull request.
 */
export const pushers: Gatherer<"pushers"> = {
  changedBy: ["pull_request"],
  permissions: { pull_requests: "read", contents: "read" },
  read(source) {
    return readable(async () => {
      const [{ pushes, complete }, earlier, found] = await Promise.all([
        source.memory.pushes(source.ref),
        source.memory.contributors(source.ref),
        readUpdates(source),
      ]);
      const people = new Map<number, Actor>();
      const counted = pushes.filter((push) => !bringsOnlyUpdates(push, found));
      for (const actor of [...earlier, ...counted.map((push) => push.pusher)]) people.set(actor.id, actor);
      return { actors: [...people.values()].sort((a, b) => a.id - b.id), complete };
    }, source.onFailure);
  },
};

interface Updates {
  commits: ReadonlyMap<string, CommitData>;
  updates: UpdateMerges;
}

/** Without the commits every push counts. */
async function readUpdates(source: Source): Promise<Updates> {
  const found = await readable(async () => {
    const [commits, updates] = await Promise.all([source.commits(), source.updateMerges()]);
    return { commits: new Map(commits.map((one) => [one.sha, one])), updates };
  }, source.onFailure);
  return "unavailable" in found ? { commits: new Map(), updates: new Map() } : found;
}

/**
 * Whether all that a push added to what was there before are clean merges of the base. Throws {@link GitHubError} where that
 * depends on a merge that could not be read: nobody is remembered as a contributor for that.
 */
function bringsOnlyUpdates({ before, after }: Push, { commits, updates }: Updates): boolean {
  if (!commits.has(before) || !commits.has(after)) return false;
  const kept = reachable(before, commits);
  const now = reachable(after, commits);
  const added = [...now].filter((sha) => !kept.has(sha));
  const found = added.map((sha) => updates.get(sha) ?? false);
  if (!now.has(before) || found.length === 0 || found.includes(false)) return false;
  for (const update of found) if (isUnavailable(update)) throw new GitHubError(update.unavailable, null);
  return true;
}

function reachable(from: string, commits: ReadonlyMap<string, CommitData>): Set<string> {
  const found = new Set<string>();
  const open = [from];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const commit = commits.get(sha);
    if (commit === undefined || found.has(sha)) continue;
    found.add(sha);
    open.push(...commit.parents.map((parent) => parent.sha));
  }
  return found;
}
