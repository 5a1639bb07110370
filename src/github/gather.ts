import type { FactName, Facts } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import { contributors } from "../review/contributors.ts";
import { gatherers } from "./facts/index.ts";
import type { Source } from "./reader.ts";

/** Facts without which there is nothing to judge, and those that cost nothing more. */
const always: readonly FactName[] = ["repository", "pullRequest", "policyChange", "exceptions"];

/**
 * One snapshot: the facts that are needed, read side by side; the others say that nobody asked. Throws {@link RateLimited},
 * and {@link GitHubError} if not even the pull request and its base branch can be read.
 */
export async function gather(source: Source): Promise<Facts> {
  const names = Object.keys(gatherers) as FactName[];
  const entries = names.map(async (name) => [name, await gatherOne(source, name)] as const);
  const facts = { ...Object.fromEntries(await Promise.all(entries)), now: source.now.toISOString() } as Facts;
  await keepContributors(source, facts);
  return facts;
}

async function gatherOne(source: Source, name: FactName): Promise<Facts[FactName]> {
  const isWanted = source.isThorough || source.needs.has(name) || always.includes(name);
  return isWanted ? gatherers[name].read(source) : { unavailable: "not read: no control in force needs it" };
}

/** Who was once among the contributors stays there, whatever is force-pushed. */
async function keepContributors({ memory, ref }: Source, facts: Facts): Promise<void> {
  if (isUnavailable(facts.commits)) return;
  const { people } = contributors(facts);
  await memory.keepContributors(ref, [...people.values()]);
}
