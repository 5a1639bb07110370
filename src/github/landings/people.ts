import type { Actor } from "../../domain/facts.ts";
import { isUnavailable } from "../../domain/readable.ts";
import { actorOfAddress, webFlowId } from "../../review/contributors.ts";
import { toActor } from "../actor.ts";
import { toCommit } from "../facts/commits.ts";
import type { CommitData, PullData, Reader } from "../reader.ts";

/** Ids of everybody who wrote, co-wrote or committed these. */
export function authorsOf(commits: readonly CommitData[]): number[] {
  const people = commits.flatMap((data): (Actor | null)[] => {
    const { author, committer, coAuthors, authorEmail } = toCommit(data, new Map());
    const byAddress = typeof authorEmail === "string" ? actorOfAddress(authorEmail) : null;
    const named = isUnavailable(coAuthors) ? [] : coAuthors.map(({ actor }) => actor);
    return [author, committer, byAddress, ...named].map((one) => (one === null || isUnavailable(one) ? null : one));
  });
  const ids = people.flatMap((person) => (person === null ? [] : [person.id]));
  return [...new Set(ids)].filter((id) => id !== webFlowId);
}

/** The commits of a merged pull request, and the ids of everybody who had a hand in it, merged it, or asked for break-glass for it. */
export async function contributorsOf(reader: Reader, pull: PullData): Promise<{ commits: string[]; people: number[] }> {
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
  const ids = others.flatMap((person) => (person === null ? [] : [person.id]));
  const people = [...new Set([...ids, ...authorsOf(commits)])].sort((a, b) => a - b);
  return { commits: commits.map((commit) => commit.sha), people };
}
