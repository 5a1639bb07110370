import type { Gatherer } from "./gatherer.ts";

/** The repository of the pull request. Throws if the pull request cannot be read: then there is nothing to judge. */
export const repository: Gatherer<"repository"> = {
  changedBy: ["repository"],
  permissions: { pull_requests: "read" },
  async read(source) {
    const { repo } = (await source.pull()).base;
    return {
      id: repo.id,
      owner: repo.owner.login,
      name: repo.name,
      defaultBranch: repo.default_branch,
      private: repo.private,
    };
  },
};
