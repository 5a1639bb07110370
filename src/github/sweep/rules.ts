import type { LandingQueue } from "../../pipeline/landings.ts";
import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { PostureMemory, PostureWatch } from "../../pipeline/posture.ts";
import type { SweepMemory } from "../../pipeline/sweep.ts";
import type { GitHub } from "../client.ts";
import { readBranchRules } from "../facts/branch-rules.ts";
import type { GatingOptions } from "../landings/gating.ts";
import { floorPath, isFloorRepository, policyPath } from "../policy-files.ts";
import { gatedBranches } from "./gated-branches.ts";
import { observeRefs, type Watched } from "./scope.ts";

/** A repository with what its listing tells. */
export interface ListedRepository {
  repository: RepositoryRef;
  /** The account that owns it. */
  tenant: number;
  defaultBranch: string;
}

/** What looking at rules takes. */
export interface RulesOptions extends GatingOptions {
  memory: SweepMemory;
  postures: Pick<PostureMemory, "requiredBranches">;
  watch: PostureWatch;
  landings: LandingQueue;
  watched: Watched;
  now(): Date;
}

const nothing = "0".repeat(40);

/** Reads the rules of all gated branches, and has branches that moved unseen held against the gate's decisions. */
export async function watchGated(github: GitHub, listed: ListedRepository, options: RulesOptions): Promise<void> {
  const { repository, defaultBranch } = listed;
  const branches = await gatedBranches(github, repository, defaultBranch, options);
  const paths = isFloorRepository(repository) ? [policyPath, floorPath] : [policyPath];
  for (const path of paths) {
    await options.landings.reconcile({ kind: "policy", repository, path, push: null, pushedAt: null });
  }
  for (const { branch, check } of branches) await watchBranch(github, listed, { branch, check }, options);
  await observeRefs(options.watched, listed, branches, options.now());
  const tips = new Map(branches.map(({ branch, sha }) => [branch, sha]));
  for (const { branch, before, after } of await options.memory.keepTips(repository, tips)) {
    const update = { before: before ?? nothing, after: after ?? nothing, pusher: null, pushedAt: null };
    await options.landings.reconcile({ kind: "update", repository, branch, ...update });
  }
}

/** Reads the rules of the branches that required the gate when they were seen last: what was never required cannot drift. */
export async function watchRequired(github: GitHub, listed: ListedRepository, options: RulesOptions): Promise<void> {
  for (const known of await options.postures.requiredBranches(listed.repository.repositoryId)) {
    await watchBranch(github, listed, known, options);
  }
}

async function watchBranch(
  github: GitHub,
  { repository, tenant }: ListedRepository,
  { branch, check }: { branch: string; check: string },
  { watch, now }: RulesOptions,
): Promise<void> {
  const at = now();
  const repo = { owner: repository.owner, repo: repository.name };
  const rules = await readBranchRules({ github, repo, onFailure: () => {} }, branch);
  await watch.branch({ repository, tenant, branch, check }, rules, at);
}
