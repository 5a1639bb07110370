import type { Foundation, GroupFacts } from "../../merge-groups/facts.ts";
import type { KnownGroup, MergeGroupMemory } from "../../pipeline/merge-groups.ts";
import { isNotFound } from "../errors.ts";
import { readChecks } from "../facts/checks.ts";
import { readable } from "../readable.ts";
import type { Reader } from "../reader.ts";
import { addsOnly } from "./content.ts";

/** What a group is judged on, as GitHub tells it now. Throws {@link GitHubError} if its pull request cannot be read. */
export async function gatherGroup(reader: Reader, group: KnownGroup, memory: MergeGroupMemory): Promise<GroupFacts> {
  const [pull, foundation, only, checks] = await Promise.all([
    reader.pull(),
    readFoundation(reader, group, memory),
    readable(() => addsOnly(reader, group), reader.onFailure),
    readable(() => readChecks(reader, group.headSha), reader.onFailure),
  ]);
  const { conclusion: _, seenAt, ...told } = group;
  return {
    group: { ...told, seenAt: seenAt.toISOString() },
    pullRequest: {
      repositoryId: pull.base.repo.id,
      baseRef: pull.base.ref,
      headSha: pull.head.sha,
      state: pull.state,
    },
    foundation,
    addsOnly: only,
    checks,
    now: reader.now.toISOString(),
  };
}

/** What the group stands on now: another group may have been judged since, or have landed. */
export async function readFoundation(
  reader: Reader,
  { baseRef, baseSha }: KnownGroup,
  memory: MergeGroupMemory,
): Promise<Foundation> {
  const { github, repo, ref } = reader;
  const { data } = await github.rest.git.getRef({ ...repo, ref: `heads/${baseRef}` });
  if (data.object.sha === baseSha) return { kind: "tip" };
  const below = await memory.find({ ...ref, headSha: baseSha });
  if (below?.baseRef !== baseRef) return { kind: "stranger" };
  return { kind: "group", number: below.number, conclusion: below.conclusion };
}

/** Whether the group's temporary branch is there, at the group's head. */
export async function isThere({ github, repo }: Reader, { headRef, headSha }: KnownGroup): Promise<boolean> {
  try {
    const { data } = await github.rest.git.getRef({ ...repo, ref: headRef.replace(/^refs\//, "") });
    return data.object.sha === headSha;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
