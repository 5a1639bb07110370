import type { Actor, Readable } from "../../domain/facts.ts";
import type { Role } from "../../domain/policy.ts";
import { type Account, toActor } from "../actor.ts";
import { isNotFound } from "../errors.ts";
import { allPages, perPage } from "../pages.ts";
import { readable } from "../readable.ts";
import type { RepositoryAccess, Source } from "../reader.ts";
import type { Gatherer } from "./gatherer.ts";
import { touchedPolicies } from "./policy-change.ts";

/** The people of each role of the policy, by their ids. */
export const roles: Gatherer<"roles"> = {
  changedBy: ["membership", "team", "team_add", "organization", "member"],
  permissions: { members: "read" },
  async read(source) {
    const wanted = Object.entries({ ...(await defaultRoles(source)), ...source.roles });
    const members = wanted.map(async ([name, role]) => [name, await readRole(source, role)] as const);
    return Object.fromEntries(await Promise.all(members));
  },
};

/** Where no policy names officers, the repository's admins are. */
export const officerByDefault: Role = { users: [], teams: [], permissions: ["admin"] };

/** Officers are asked for where the policy changes, and where one of them waived something. */
async function defaultRoles(source: Source): Promise<Record<string, Role>> {
  if ("officer" in source.roles) return {};
  const [isChanged, waivers] = await Promise.all([
    readable(async () => (await touchedPolicies(source)).length > 0, source.onFailure),
    source.exceptions.waivers(source.ref, source.now),
  ]);
  return isChanged === false && waivers.length === 0 ? {} : { officer: officerByDefault };
}

/** The people of one role. */
export function readRole(source: RepositoryAccess, role: Role): Promise<Readable<Actor[]>> {
  return readable(async () => {
    const parts = await Promise.all([
      ...role.users.map((login) => readUser(source, login)),
      ...role.teams.map((team) => readTeam(source, team)),
      readPermissions(source, role.permissions),
    ]);
    const people = new Map(parts.flat().map((actor) => [actor.id, actor]));
    return [...people.values()].sort((a, b) => a.id - b.id);
  }, source.onFailure);
}

/** Nobody, if there is no such account. */
async function readUser({ github }: RepositoryAccess, login: string): Promise<Actor[]> {
  try {
    const { data } = await github.rest.users.getByUsername({ username: login });
    return toActors([data]);
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** Members of child teams are among them: https://docs.github.com/en/rest/teams/members#list-team-members */
async function readTeam({ github, repo }: RepositoryAccess, team: string): Promise<Actor[]> {
  const [slug = team, org = repo.owner] = team.split("/").reverse();
  const members = await allPages((page) =>
    github.rest.teams.listMembersInOrg({ org, team_slug: slug, per_page: perPage, page }),
  );
  return toActors(members);
}

const levels = ["admin", "maintain", "push", "triage", "pull"] as const;
/** The permission names of the web pages, and the API's for the same. */
const aliases: Readonly<Record<string, string>> = { read: "pull", write: "push" };

/** Everybody whose highest permission on the repository is one of these. */
async function readPermissions({ github, repo }: RepositoryAccess, permissions: readonly string[]): Promise<Actor[]> {
  if (permissions.length === 0) return [];
  const wanted = permissions.map((permission) => aliases[permission] ?? permission);
  const all = await allPages((page) =>
    github.rest.repos.listCollaborators({ ...repo, affiliation: "all", per_page: perPage, page }),
  );
  return toActors(
    all.filter(({ permissions: held }) => {
      const highest = levels.find((level) => held?.[level] === true);
      return highest !== undefined && wanted.includes(highest);
    }),
  );
}

function toActors(accounts: readonly Account[]): Actor[] {
  return accounts.flatMap((account) => toActor(account) ?? []);
}
