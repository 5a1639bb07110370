import type { MergeGroupRef } from "../../pipeline/merge-groups.ts";
import type { PullRequestRef } from "../../pipeline/ports.ts";

/** Names the pull request on its check runs, for several may share a head. */
export function externalId({ repositoryId, number }: Pick<PullRequestRef, "repositoryId" | "number">): string {
  return `pull-request:${repositoryId}:${number}`;
}

/** Names a merge group on its check runs. */
export function groupExternalId({ repositoryId, headSha }: Pick<MergeGroupRef, "repositoryId" | "headSha">): string {
  return `merge-group:${repositoryId}:${headSha}`;
}

/** The number of the pull request that an external id names; null: it names none of this repository. */
export function externalIdNumber(id: string, repositoryId: number): number | null {
  const [, repository, number] = /^pull-request:(\d+):(\d+)$/.exec(id) ?? [];
  return repository === String(repositoryId) ? Number(number) : null;
}
