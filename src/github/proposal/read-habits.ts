import { ownersOfAll } from "../../proposal/code-owners.ts";
import type { Habits, SeenCheck } from "../../proposal/habits.ts";
import type { GitHub } from "../client.ts";
import { readContent } from "../contents.ts";
import { allPages, perPage } from "../pages.ts";
import type { Reader, RepositoryAccess } from "../reader.ts";
import { readEntries } from "../tree.ts";
import { readAsked } from "./read-asked.ts";

/** How many merged pull requests are looked at. */
const looked = 10;
/** https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners */
const ownersPaths = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/** How a repository works today. Throws {@link GitHubError} where that cannot be read. */
export async function readHabits(github: GitHub, owner: string, name: string): Promise<Habits> {
  const repo = { owner, repo: name };
  const entries = (commit: string, paths: readonly string[]) => readEntries(github, repo, commit, paths);
  const source = { github, repo, entries, onFailure: () => {} };
  const { data } = await github.rest.repos.get(repo);
  const { default_branch: defaultBranch } = data;
  const [branches, owners, asked, seen] = await Promise.all([
    allPages((page) => github.rest.repos.listBranches({ ...repo, protected: true, per_page: perPage, page })),
    readOwners(source, defaultBranch),
    readAsked(source, defaultBranch),
    readChecks(github, repo, defaultBranch),
  ]);
  const { required, ...rules } = asked;
  return {
    repository: `${owner}/${name}`,
    isOrganization: data.owner.type === "Organization",
    defaultBranch,
    protectedBranches: branches.map((branch) => branch.name),
    ...rules,
    owners,
    pullRequests: seen.pullRequests,
    checks: merged(seen.checks, seen.apps, required),
  };
}

async function readOwners(
  source: Pick<Reader, "github" | "repo" | "entries">,
  commit: string,
): Promise<Habits["owners"]> {
  for (const path of ownersPaths) {
    const file = await readContent(source, path, commit);
    if (file !== null) return ownersOfAll(file.text, source.repo.owner);
  }
  return null;
}

interface Seen {
  pullRequests: number;
  checks: Map<string, SeenCheck>;
  /** Slugs by the ids of apps. */
  apps: Map<number, string>;
}

/** The checks that recently merged pull requests had, each counted once a pull request. */
async function readChecks(github: GitHub, repo: RepositoryAccess["repo"], base: string): Promise<Seen> {
  const query = { ...repo, base, state: "closed" as const, sort: "updated" as const, direction: "desc" as const };
  const { data } = await github.rest.pulls.list({ ...query, per_page: 50 });
  const heads = data.filter((pull) => pull.merged_at !== null).slice(0, looked);
  const seen: Seen = { pullRequests: heads.length, checks: new Map(), apps: new Map() };
  for (const { head } of heads) await readHead(github, repo, head.sha, seen);
  return seen;
}

async function readHead(github: GitHub, repo: RepositoryAccess["repo"], sha: string, seen: Seen): Promise<void> {
  const [runs, statuses] = await Promise.all([
    github.rest.checks.listForRef({ ...repo, ref: sha, per_page: perPage }),
    github.rest.repos.listCommitStatusesForRef({ ...repo, ref: sha, per_page: perPage }),
  ]);
  const found = new Map<string, SeenCheck>();
  for (const { name, app } of runs.data.check_runs) {
    if (app?.slug === undefined || app.id === github.appId || name.startsWith("mergewarden")) continue;
    seen.apps.set(app.id, app.slug);
    found.set(`${name} ${app.slug}`, { name, producer: { app: app.slug }, times: 0, isRequired: false });
  }
  for (const { context: name, creator } of statuses.data) {
    if (creator === null) continue;
    found.set(`${name} @${creator.login}`, { name, producer: { creator: creator.login }, times: 0, isRequired: false });
  }
  for (const [key, check] of found) {
    const times = (seen.checks.get(key)?.times ?? 0) + 1;
    seen.checks.set(key, { ...check, times });
  }
}

/** What was seen, with what is required: of a required check that names its app, only that app's counts. */
function merged(
  seen: ReadonlyMap<string, SeenCheck>,
  apps: ReadonlyMap<number, string>,
  required: readonly { name: string; appId: number | null }[],
): SeenCheck[] {
  const checks = new Map(seen);
  for (const { name, appId } of required) {
    if (name.startsWith("mergewarden")) continue;
    const slug = appId === null ? undefined : apps.get(appId);
    const fits = ({ producer }: SeenCheck) =>
      appId === null || (producer !== null && "app" in producer && producer.app === slug);
    const known = [...checks].filter(([, check]) => check.name === name && fits(check));
    for (const [key, check] of known) checks.set(key, { ...check, isRequired: true });
    if (known.length > 0) continue;
    const producer = slug === undefined ? null : { app: slug };
    checks.set(`${name} required`, { name, producer, times: 0, isRequired: true });
  }
  return [...checks.values()];
}
