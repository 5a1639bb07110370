import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { AppClient, GitHub } from "../client.ts";
import { allPages, perPage } from "../pages.ts";

/** An installation that may be asked for something. */
interface Installation {
  id: number;
  suspended_at: string | null;
}

/** Ids of the installations that are not suspended. */
export async function activeInstallations({ request }: AppClient): Promise<number[]> {
  const all = await allPages((page) =>
    request<Installation[]>(`GET /app/installations?per_page=${perPage}&page=${page}`),
  );
  return all.filter((installation) => installation.suspended_at === null).map(({ id }) => id);
}

/** The repositories of an installation that can change. */
export async function activeRepositories(github: GitHub, installationId: number): Promise<RepositoryRef[]> {
  const repositories = await allPages(async (page) => {
    const answer = await github.rest.apps.listReposAccessibleToInstallation({ per_page: perPage, page });
    return { headers: answer.headers, data: answer.data.repositories };
  });
  return repositories
    .filter(({ archived }) => archived !== true)
    .map(({ id, name, owner }) => ({ installationId, repositoryId: id, owner: owner.login, name }));
}
