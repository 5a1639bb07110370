import type { LandedBody } from "../../evidence/bodies.ts";
import type { RefTip } from "../../pipeline/landings.ts";
import { keyOfMerge } from "./merge.ts";
import type { MergedPull } from "./range.ts";
import type { Branch } from "./update.ts";

/**
 * Whether a merge is on record with an earlier move of the branch: what brings its commits once more is not that merge.
 * Of a record without commits, others had brought all there were.
 */
export async function isOfEarlierMove(
  { reconciler, source, repository, branch }: Branch,
  pull: MergedPull,
  tip: RefTip,
): Promise<boolean> {
  const tenant = (await source.home()).owner.id;
  const recorded = await reconciler.evidence.find(tenant, keyOfMerge(repository.repositoryId, pull));
  if (recorded === null) return false;
  const { landing, commits } = recorded.body as Pick<LandedBody, "landing" | "commits">;
  if (commits.all === 0) return true;
  const [landedAt, movedAt] = [Date.parse(landing.landed_at), tip.at.getTime()];
  if (landedAt !== movedAt) return landedAt < movedAt;
  // GitHub tells seconds: in the same one, what was taken off the branch since has an exception that names it.
  const sha = pull.merge_commit_sha ?? pull.head.sha;
  return (await reconciler.explained(repository.repositoryId, branch, [sha])).has(sha);
}
