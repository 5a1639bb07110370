import type { Gap } from "../../evidence/gap-record.ts";
import type { PostureWatch } from "../../pipeline/posture.ts";
import type { AppClient, GitHub } from "../client.ts";
import { GitHubError } from "../errors.ts";
import { allPages, perPage } from "../pages.ts";
import type { ListedRepository } from "./rules.ts";

/** An installation of the app. */
export interface Installation {
  id: number;
  repository_selection?: string;
  suspended_at: string | null;
  account: { id: number; login?: string; type?: string } | null;
}

/** The installations that are not suspended; of which are and which are not, the record is brought up to date. */
export async function activeInstallations(
  { request }: AppClient,
  gap: (gap: Gap) => Promise<void>,
  now: Date,
): Promise<Installation[]> {
  const all = await allPages((page) =>
    request<Installation[]>(`GET /app/installations?per_page=${perPage}&page=${page}`),
  );
  for (const { id: installationId, account, suspended_at: suspendedAt } of all) {
    if (account === null) continue;
    const about = { tenant: account.id, installationId };
    if (suspendedAt === null) await gap({ ...about, kind: "back", at: now });
    else await gap({ ...about, kind: "suspended", at: new Date(suspendedAt) });
  }
  return all.filter((installation) => installation.suspended_at === null);
}

/** What an installation sees. */
export interface SeenInstallation {
  /** Repositories that can change. */
  active: ListedRepository[];
  all: { id: number; name: string; archived: boolean; private: boolean }[];
}

/** The repositories of an installation. */
export async function seenRepositories(github: GitHub, installationId: number): Promise<SeenInstallation> {
  const repositories = await allPages(async (page) => {
    const answer = await github.rest.apps.listReposAccessibleToInstallation({ per_page: perPage, page });
    return { headers: answer.headers, data: answer.data.repositories };
  });
  const active = repositories
    .filter(({ archived }) => archived !== true)
    .map(({ id, name, owner, default_branch: defaultBranch }) => ({
      repository: { installationId, repositoryId: id, owner: owner.login, name },
      tenant: owner.id,
      defaultBranch,
    }));
  const all = repositories.map(({ id, full_name: name, archived = false, private: isPrivate }) => {
    return { id, name, archived, private: isPrivate };
  });
  return { active, all };
}

/** Looks at what the organisation demands of its members; GitHub tells it with `organization_administration` only. */
export async function watchOrganization(
  github: GitHub,
  { account }: Installation,
  watch: PostureWatch,
  now: Date,
): Promise<void> {
  if (account?.login === undefined || account.type !== "Organization") return;
  try {
    const { data } = await github.rest.orgs.get({ org: account.login });
    const required = data.two_factor_requirement_enabled;
    if (typeof required === "boolean") await watch.organization(account.id, { two_factor_required: required }, now);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.isTransient) throw error;
  }
}
