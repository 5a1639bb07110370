import { floorPath, isFloorRepository, policyPath } from "../policy-files.ts";
import type { Handler } from "./handler.ts";
import { timeOf } from "./landings.ts";
import { repositoryOf } from "./payload.ts";
import { touches } from "./wide-changes.ts";

/** The default branch moved, and a policy on it may be another one. */
export const onPolicyPush: Handler = async (payload, options) => {
  const repository = repositoryOf(payload);
  const { before, after } = payload;
  if (repository === null || before === undefined || after === undefined || /^0+$/.test(after)) return;
  if (payload.ref !== `refs/heads/${payload.repository?.default_branch}`) return;
  const paths = isFloorRepository(repository) ? [policyPath, floorPath] : [policyPath];
  const pushedAt = timeOf(payload.repository?.pushed_at);
  for (const path of paths) {
    if (touches(payload, path)) {
      await options.landed({ kind: "policy", repository, path, push: { before, after }, pushedAt });
    }
  }
};
