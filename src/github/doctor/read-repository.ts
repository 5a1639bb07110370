import type { BranchState, RepositoryState } from "../../doctor/examine-repository.ts";
import type { EffectivePolicy } from "../../domain/policy.ts";
import { checkNameFor } from "../../engine/context.ts";
import { isGated } from "../../engine/judge.ts";
import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { GitHub } from "../client.ts";
import { readContent } from "../contents.ts";
import { readBranchRules } from "../facts/branch-rules.ts";
import { type GatingOptions, readEffective } from "../landings/gating.ts";
import { createRepositorySource, type RepositorySource } from "../landings/repository.ts";
import { loadFloor } from "../load-floor.ts";
import { allPages, perPage } from "../pages.ts";
import { policyPath } from "../policy-files.ts";
import { readable } from "../readable.ts";

/** A repository as the gate sees it. Throws {@link GitHubError} if it, its policy or its branches cannot be read. */
export async function readRepository(
  github: GitHub,
  ref: RepositoryRef,
  options: GatingOptions,
): Promise<RepositoryState> {
  const source = createRepositorySource(github, ref, () => {});
  const { default_branch: defaultBranch } = await source.home();
  const [floor, own] = await Promise.all([
    loadFloor(source, options.policies, options.reader),
    readOwn(source, defaultBranch, options),
  ]);
  const misfit = own.error === null && own.hasPolicy ? options.reader.misfit(own.policy, floor.policy) : null;
  const effective = await readEffective(source, defaultBranch, defaultBranch, options);
  const bypass = effective.controls["gate-required"]?.["allow-bypass"];
  return {
    name: `${ref.owner}/${ref.name}`,
    error: own.error ?? floor.error ?? floor.missing ?? misfit,
    hasPolicy: own.hasPolicy,
    hasFloor: floor.policy !== null,
    mode: effective.mode,
    allowBypass: Array.isArray(bypass) ? bypass.map(String) : [],
    branches: await readBranches(source, defaultBranch, effective),
  };
}

async function readOwn(source: RepositorySource, commit: string, { reader }: GatingOptions) {
  const file = await readContent(source, policyPath, commit);
  if (file === null) return { policy: null, hasPolicy: false, error: null };
  const place = `${source.repo.owner}/${source.repo.repo}:${policyPath}`;
  const read = reader.read({ source: place, text: file.text, blobSha: file.sha }, policyPath);
  if ("problems" in read) return { policy: null, hasPolicy: true, error: read.problems };
  return { policy: read.policy, hasPolicy: true, error: null };
}

async function readBranches(
  source: RepositorySource,
  defaultBranch: string,
  effective: EffectivePolicy,
): Promise<BranchState[]> {
  const { github, repo } = source;
  const all = await allPages((page) => github.rest.repos.listBranches({ ...repo, per_page: perPage, page }));
  const gated = all.map(({ name }) => name).filter((name) => isGated(effective, { defaultBranch }, name));
  return Promise.all(
    gated.map(async (name) => ({
      name,
      check: checkNameFor(effective["check-name"], name),
      rules: await readable(() => readBranchRules(source, name), source.onFailure),
    })),
  );
}
