import type { RepositoryRef } from "../../pipeline/ports.ts";
import { allPages, perPage } from "../pages.ts";
import { enqueueNumbers, type RoutingOptions } from "./handler.ts";

/** Has every open pull request of a repository judged; of one base branch only, if that is given. */
export async function enqueueOpen(repository: RepositoryRef, options: RoutingOptions, base?: string): Promise<void> {
  const github = await options.installation(repository.installationId);
  const query = { owner: repository.owner, repo: repository.name, state: "open" as const, per_page: perPage };
  const open = await allPages((page) =>
    github.rest.pulls.list({ ...query, ...(base !== undefined && { base }), page }),
  );
  await enqueueNumbers(
    repository,
    open.map((pull) => pull.number),
    options,
    "sweep",
  );
}

/** Has every open pull request of an installation judged. */
export async function enqueueEverywhere(installationId: number, options: RoutingOptions): Promise<void> {
  const github = await options.installation(installationId);
  const repositories = await allPages(async (page) => {
    const answer = await github.rest.apps.listReposAccessibleToInstallation({ per_page: perPage, page });
    return { headers: answer.headers, data: answer.data.repositories };
  });
  for (const { id, name, owner, archived } of repositories) {
    if (archived !== true) await enqueueOpen({ installationId, repositoryId: id, owner: owner.login, name }, options);
  }
}
