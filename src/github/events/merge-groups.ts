import type { GroupsOf, MergeGroup, MergeGroupMemory, MergeGroupQueue } from "../../pipeline/merge-groups.ts";
import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { Handler } from "./handler.ts";
import { type Payload, repositoryOf } from "./payload.ts";

interface Options {
  mergeGroups: MergeGroupMemory;
  queue: MergeGroupQueue;
}

const branches = "refs/heads/";
/** Where GitHub keeps the temporary branches of merge queues. */
const temporary = `${branches}gh-readonly-queue/`;

/** A merge queue asks for checks on a group, or gave it up. What becomes of the group, GitHub is asked. */
export const onMergeGroup: Handler = async (payload, options) => {
  const repository = repositoryOf(payload);
  const group = groupOf(payload);
  if (repository === null || group === null) return;
  if (payload.action === "checks_requested") await options.mergeGroups.keep(repository, group, new Date());
  await enqueueGroupAt(repository, group.headSha, options);
};

/** The group that a delivery tells of; null: something is missing, or its branch names no pull request. */
function groupOf({ merge_group: told }: Payload): MergeGroup | null {
  const { head_sha: headSha, head_ref: headRef, base_sha: baseSha, base_ref: fullBaseRef } = told ?? {};
  if (headSha === undefined || headRef === undefined || baseSha === undefined) return null;
  if (fullBaseRef?.startsWith(branches) !== true) return null;
  const baseRef = fullBaseRef.slice(branches.length);
  const prefix = `${temporary}${baseRef}/pr-`;
  if (!headRef.startsWith(prefix)) return null;
  const [, number] = /^([1-9]\d{0,9})-[0-9a-f]+$/.exec(headRef.slice(prefix.length)) ?? [];
  return number === undefined ? null : { headSha, headRef, baseRef, baseSha, number: Number(number) };
}

/** Whether a ref is a temporary branch of a merge queue: nobody's branch, and no base of pull requests. */
export function isTemporary(ref: string | undefined): boolean {
  return ref?.startsWith(temporary) === true;
}

/** Has the group judged whose head a commit is, if there is one. */
export async function enqueueGroupAt(repository: RepositoryRef, headSha: string, options: Options): Promise<void> {
  const ref = { ...repository, headSha };
  if ((await options.mergeGroups.find(ref)) !== null) await options.queue.enqueueGroup(ref);
}

/** Has all groups judged that something concerns. */
export async function enqueueGroups(repository: RepositoryRef, concerned: GroupsOf, options: Options): Promise<void> {
  const { installationId, repositoryId, owner, name } = repository;
  for (const headSha of await options.mergeGroups.headsOf(repository, concerned)) {
    await options.queue.enqueueGroup({ installationId, repositoryId, owner, name, headSha });
  }
}

/** Somebody asks for the check run on a group to be written again, even if it would say the same. */
export async function rewriteGroupAt(repository: RepositoryRef, headSha: string, options: Options): Promise<void> {
  const ref = { ...repository, headSha };
  const last = await options.mergeGroups.lastReport(ref);
  if (last === null) return;
  await options.mergeGroups.keepReport(ref, { ...last, checkRunDigest: null });
  await options.queue.enqueueGroup(ref);
}
