import { checkNameFor } from "../../engine/context.ts";
import { isGated } from "../../engine/judge.ts";
import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { GitHub } from "../client.ts";
import { type GatingOptions, readEffective } from "../landings/gating.ts";
import { createRepositorySource } from "../landings/repository.ts";
import { allPages, perPage } from "../pages.ts";

/** A branch that the policy gates. */
export interface GatedBranch {
  branch: string;
  /** Its tip. */
  sha: string;
  /** The name of the check that is to be required. */
  check: string;
}

/** The branches that the policies in force gate, which the default branch's tip says. */
export async function gatedBranches(
  github: GitHub,
  repository: RepositoryRef,
  defaultBranch: string,
  options: GatingOptions,
): Promise<GatedBranch[]> {
  const query = { owner: repository.owner, repo: repository.name, per_page: perPage };
  const branches = await allPages((page) => github.rest.repos.listBranches({ ...query, page }));
  const tip = branches.find(({ name }) => name === defaultBranch)?.commit.sha;
  // A repository without a commit has nothing to guard.
  if (tip === undefined) return [];
  const source = createRepositorySource(github, repository, () => {});
  const effective = await readEffective(source, tip, defaultBranch, options);
  return branches
    .filter(({ name }) => isGated(effective, { defaultBranch }, name))
    .map(({ name, commit }) => {
      return { branch: name, sha: commit.sha, check: checkNameFor(effective["check-name"], name) };
    });
}
