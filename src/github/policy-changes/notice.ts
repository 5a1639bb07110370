import type { PolicyEffect } from "../../domain/policy.ts";
import type { PolicyNotice, PolicyScope, SeenPolicy } from "../../pipeline/policy-history.ts";
import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { Arrival } from "./arrival.ts";

/** Settings without an order by which less may be asked for: what is gated, by which rules, and how to go past the gate. */
const weighty = /^(branches|rules|break-glass)\b/;

/** Whether a change of the policy asks for less, or may do so. */
export function asksForLess({ effect, path }: PolicyEffect): boolean {
  return effect === "loosened" || (effect === "changed" && weighty.test(path));
}

/** What is to be told of a policy that landed; null: nothing, for it asks for no less than the one before. */
export function noticeOf({
  repository,
  scope,
  seen,
  before,
  effects,
  arrival,
}: {
  repository: RepositoryRef;
  scope: PolicyScope;
  seen: SeenPolicy;
  before: SeenPolicy | null;
  effects: readonly PolicyEffect[];
  arrival: Arrival;
}): PolicyNotice | null {
  if (before === null) return null;
  const isRemoved = seen.file === null && before.file !== null;
  if (!isRemoved && !effects.some(asksForLess)) return null;
  const blobs = `${before.file?.blobSha ?? "none"}..${seen.file?.blobSha ?? "none"}`;
  return {
    // The commit tells a change from the same one that was taken back and made again.
    key: `${scope}/${repository.repositoryId}/${blobs}@${arrival.commit ?? ""}`,
    repository,
    scope,
    source: seen.source,
    isRemoved,
    effects,
    since: seen.since,
    pullRequest: arrival.pullRequest,
    mergedBy: arrival.mergedBy,
  };
}
