import type { RepositoryRef } from "../../pipeline/ports.ts";
import { floorPath, isFloorRepository, policyPath } from "../policy-files.ts";
import type { Handler, RoutingOptions } from "./handler.ts";
import { enqueueGroups, isTemporary } from "./merge-groups.ts";
import { enqueueEverywhere, enqueueOpen } from "./open-pull-requests.ts";
import { type Payload, repositoryOf } from "./payload.ts";

/** The control for which a base branch that moves makes a difference by itself. */
const followingBase = "up-to-date";

/** A branch moved: its policy may be another one, or the pull requests into it are behind now. */
export const onPush: Handler = async (payload, options) => {
  const repository = repositoryOf(payload);
  const branch = /^refs\/heads\/(.+)$/s.exec(payload.ref ?? "")?.[1];
  if (repository === null || branch === undefined || isTemporary(payload.ref)) return;
  await enqueueGroups(repository, { baseRef: branch }, options);
  const isDefault = branch === payload.repository?.default_branch;
  if (isDefault && isFloorRepository(repository) && touches(payload, floorPath)) {
    return enqueueEverywhere(repository.installationId, options);
  }
  if (isDefault && touches(payload, policyPath)) return enqueueOpen(repository, options);
  if (await followsBase(repository, options)) await enqueueOpen(repository, options, branch);
};

/** GitHub lists up to 2,048 commits of a push, and none of a forced one that only removes some. */
export function touches({ commits }: Payload, path: string): boolean {
  if (commits === undefined || commits.length === 0 || commits.length >= 2048) return true;
  return commits.some(({ added = [], modified = [], removed = [] }) =>
    [...added, ...modified, ...removed].includes(path),
  );
}

async function followsBase(repository: RepositoryRef, { policies }: RoutingOptions): Promise<boolean> {
  const files = await Promise.all([policies.lastGood(repository), policies.lastFloor(repository.installationId)]);
  return files.some((file) => file?.text.includes(followingBase));
}

/** Alerts, collaborators or settings of one repository changed. */
export const onRepositoryChange: Handler = async (payload, options) => {
  const repository = repositoryOf(payload);
  if (repository === null || payload.action === "deleted" || payload.action === "archived") return;
  await enqueueOpen(repository, options);
};

/** What is asked of branches changed, in one repository or in the whole organisation. */
export const onRulesChange: Handler = async (payload, options) => {
  const repository = repositoryOf(payload);
  if (repository === null) {
    const installationId = payload.installation?.id;
    if (installationId !== undefined) await options.forgetRules(installationId);
    return onOrganizationChange(payload, options);
  }
  await enqueueOpen(repository, options);
  const { default_branch: defaultBranch, owner } = payload.repository ?? {};
  if (defaultBranch === undefined || owner?.id === undefined) return;
  await options.watchRules({ repository, tenant: owner.id, defaultBranch });
};

/** Who belongs to whom changed, or what the organisation demands. */
export const onOrganizationChange: Handler = async ({ installation }, options) => {
  if (installation?.id !== undefined) await enqueueEverywhere(installation.id, options);
};
