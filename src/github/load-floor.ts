import type { PolicyFile, PolicyMemory, RepositoryRef } from "../pipeline/ports.ts";
import type { ParsedPolicy } from "../policy/parse.ts";
import { decodeContent } from "./blob.ts";
import { GitHubError, isNotFound, RateLimited } from "./errors.ts";
import { perPage } from "./pages.ts";
import { floorPath, floorRepositories } from "./policy-files.ts";
import type { PolicyReader } from "./policy-reader.ts";
import { reasonOf } from "./readable.ts";
import type { RepositoryAccess, RepositoryHome } from "./reader.ts";

/** The organisation's policy as far as it is known. */
export interface Floor {
  policy: ParsedPolicy | null;
  /** Why what is there does not load; null if it does. */
  error: string | null;
  /** Why a floor that once was is not known any more. */
  missing: string | null;
}

/** What the floor is found from: a repository of the organisation. */
export interface FloorSource extends RepositoryAccess {
  ref: RepositoryRef;
  home(): Promise<RepositoryHome>;
}

const none: Floor = { policy: null, error: null, missing: null };

/**
 * The floor of the repository's organisation. One that cannot be read, or vanished without a merged change, stays in force as
 * it was last read, and is told as missing.
 */
export async function loadFloor(reader: FloorSource, memory: PolicyMemory, policies: PolicyReader): Promise<Floor> {
  const { owner } = await reader.home();
  if (owner.type !== "Organization") return none;
  const { installationId } = reader.ref;
  let last: PolicyFile | null = null;
  try {
    last = await memory.lastFloor(installationId);
    const repository = await findFloorRepository(reader, owner.login);
    const file = repository === null ? null : await readFloor(reader, owner.login, repository);
    if (file !== null) return await accept(file, last);
    if (last === null) return none;
    if (repository !== null && (await isRemovedByMerge(reader, last, owner.login, repository))) {
      await memory.keepFloor(installationId, null);
      return none;
    }
    return {
      ...fallBack(last),
      missing: `${last.source} was there and is not any more, and no merged change removed it`,
    };
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    reader.onFailure(error);
    return { ...fallBack(last), missing: `the organisation's policy could not be read: ${reasonOf(error)}` };
  }

  async function accept(file: PolicyFile, known: PolicyFile | null): Promise<Floor> {
    const read = policies.read(file, floorPath);
    if ("problems" in read) return { ...fallBack(known), error: read.problems };
    if (known?.blobSha !== file.blobSha || known.source !== file.source) await memory.keepFloor(installationId, file);
    return { ...none, policy: read.policy };
  }

  function fallBack(file: PolicyFile | null): Floor {
    const read = file === null ? null : policies.read(file, floorPath);
    return { ...none, policy: read !== null && "policy" in read ? read.policy : null };
  }
}

/** The repository that the organisation's policy is in; null: there is none. */
export async function findFloor(reader: FloorSource): Promise<RepositoryRef | null> {
  const { owner } = await reader.home();
  if (owner.type !== "Organization") return null;
  const found = await findFloorRepository(reader, owner.login);
  if (found === null || (await readFloor(reader, owner.login, found)) === null) return null;
  return { ...reader.ref, repositoryId: found.id, owner: owner.login, name: found.name };
}

interface FloorRepository {
  id: number;
  name: string;
  defaultBranch: string;
}

/**
 * The first of the two repositories that can be read. One listing tells, and tells of absence in a way that can be asked for
 * conditionally: names that begin with a full stop come first in it.
 */
async function findFloorRepository({ github }: FloorSource, org: string): Promise<FloorRepository | null> {
  const query = { org, type: "all", sort: "full_name", direction: "asc", per_page: perPage } as const;
  const { data } = await github.rest.repos.listForOrg(query);
  const isConclusive = data.length < perPage || data.some((repository) => /^[a-z]/i.test(repository.name));
  for (const name of floorRepositories) {
    const listed = data.find((repository) => repository.name.toLowerCase() === name);
    if (listed !== undefined)
      return { id: listed.id, name: listed.name, defaultBranch: listed.default_branch ?? "HEAD" };
    const found = isConclusive ? null : await lookUp(github, org, name);
    if (found !== null) return found;
  }
  return null;
}

async function lookUp(github: FloorSource["github"], owner: string, repo: string): Promise<FloorRepository | null> {
  try {
    const { data } = await github.rest.repos.get({ owner, repo });
    return { id: data.id, name: data.name, defaultBranch: data.default_branch };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** The floor's file, by way of its folder: that there is none is an answer, too, and can be asked for conditionally. */
async function readFloor({ github }: FloorSource, owner: string, found: FloorRepository): Promise<PolicyFile | null> {
  const repo = { owner, repo: found.name };
  const root = await readRoot(github, repo, found.defaultBranch);
  const entry = root.find(({ path, type }) => path === floorPath && type === "blob");
  if (entry === undefined) return null;
  const { data } = await github.rest.git.getBlob({ ...repo, file_sha: entry.sha });
  const source = `${owner}/${found.name}:${floorPath}`;
  return { source, text: decodeContent(data, source).toString("utf8"), blobSha: entry.sha };
}

async function readRoot(github: FloorSource["github"], repo: { owner: string; repo: string }, branch: string) {
  try {
    const { data } = await github.rest.git.getTree({ ...repo, tree_sha: branch });
    if (data.truncated) throw new GitHubError(`the root of ${repo.owner}/${repo.repo} is too large to be read`, 413);
    return data.tree;
  } catch (error) {
    // An empty repository has no tree: https://docs.github.com/en/rest/git/trees#get-a-tree
    if (error instanceof GitHubError && error.status === 409) return [];
    throw error;
  }
}

/** Whether the last commit that touched the file is of a pull request merged into that repository's default branch. */
async function isRemovedByMerge(
  { github }: FloorSource,
  last: PolicyFile,
  owner: string,
  { name, defaultBranch }: FloorRepository,
): Promise<boolean> {
  if (last.source !== `${owner}/${name}:${floorPath}`) return false;
  const repo = { owner, repo: name };
  const { data: commits } = await github.rest.repos.listCommits({
    ...repo,
    sha: defaultBranch,
    path: floorPath,
    per_page: 1,
  });
  const removal = commits[0]?.sha;
  if (removal === undefined) return false;
  const query = { ...repo, commit_sha: removal };
  const { data: pulls } = await github.rest.repos.listPullRequestsAssociatedWithCommit(query);
  return pulls.some((pull) => pull.merged_at !== null && pull.base.ref === defaultBranch);
}
