import type { Actor } from "../../domain/facts.ts";
import { isUnavailable } from "../../domain/readable.ts";
import { actorOfAddress, webFlowId } from "../../review/contributors.ts";
import { toActor } from "../actor.ts";
import { toCommit } from "../facts/commits.ts";
import type { CommitData, PullData, Reader } from "../reader.ts";

/** Everybody who wrote, co-wrote or committed these, each once. */
export function authorsOf(commits: readonly CommitData[]): Actor[] {
  const people = commits.flatMap((data): (Actor | null)[] => {
    const { author, committer, coAuthors, authorEmail } = toCommit(data, new Map());
    const byAddress = typeof authorEmail === "string" ? actorOfAddress(authorEmail) : null;
    const named = isUnavailable(coAuthors) ? [] : coAuthors.map(({ actor }) => actor);
    return [author, committer, byAddress, ...named].map((one) => (one === null || isUnavailable(one) ? null : one));
  });
  return eachOnce(people).filter(({ id }) => id !== webFlowId);
}

/** In the order of their ids, each once. */
export function eachOnce(people: readonly (Actor | null)[]): Actor[] {
  const found = new Map<number, Actor>();
  for (const person of people) if (person !== null && !found.has(person.id)) found.set(person.id, person);
  return [...found.values()].sort((a, b) => a.id - b.id);
}

/** The commits of a merged pull request, and everybody who had a hand in it, merged it, or asked for break-glass for it. */
export async function contributorsOf(reader: Reader, pull: PullData): Promise<{ commits: string[]; people: Actor[] }> {
  const { memory, exceptions, ref } = reader;
  const [commits, earlier, { pushes }, requests] = await Promise.all([
    reader.commits(),
    memory.contributors(ref),
    memory.pushes(ref),
    exceptions.requests(ref),
  ]);
  const others = [
    toActor(pull.user),
    toActor(pull.merged_by),
    ...earlier,
    ...pushes.map((push) => push.pusher),
    ...requests.map((one) => one.requestedBy),
  ];
  const people = eachOnce([...others, ...authorsOf(commits)]);
  return { commits: commits.map((commit) => commit.sha), people };
}
