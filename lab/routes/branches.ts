import { resolveCommit } from "../git/history.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError } from "../http/errors.ts";
import { ok, paged } from "../http/reply.ts";
import { commitJson, requireCommit } from "../rest/commit.ts";
import { protectionJson } from "../rest/protection.ts";
import { repositoryHtmlUrl, repositoryUrl } from "../rest/repository.ts";
import { rulesOf } from "../rules/applicable.ts";

function isProtected({ world, repository }: RepositoryCall, branch: string): boolean {
  return repository.protections.has(branch) || rulesOf(world.state, repository, `refs/heads/${branch}`).length > 0;
}

async function getBranch(call: RepositoryCall) {
  const { world, repository, params } = call;
  const name = params.branch ?? "";
  const sha = repository.git.refs.get(`refs/heads/${name}`);
  if (!sha) throw new ApiError(404, "Branch not found");
  const url = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(name)}`;
  const protection = repository.protections.get(name);
  return ok({
    name,
    commit: commitJson(world, repository, await requireCommit(repository, sha)),
    _links: { self: url, html: `${repositoryHtmlUrl(world, repository)}/tree/${name}` },
    protected: isProtected(call, name),
    protection: protection
      ? protectionJson(world, repository, name, protection)
      : { enabled: false, required_status_checks: { enforcement_level: "off", contexts: [], checks: [] } },
    protection_url: `${url}/protection`,
  });
}

/** https://docs.github.com/en/rest/branches/branches */
export function branchRoutes(api: Api): void {
  const read = { app: ["contents:read"], user: "read" } as const;
  api.repository("get", "/branches", read, (call) => {
    const url = repositoryUrl(call.world, call.repository);
    const wanted = call.query.get("protected");
    const branches = [...call.repository.git.refs]
      .filter(([ref]) => ref.startsWith("refs/heads/"))
      .map(([ref, sha]) => ({ name: ref.slice("refs/heads/".length), sha }))
      .map(({ name, sha }) => ({
        name,
        commit: { sha, url: `${url}/commits/${sha}` },
        protected: isProtected(call, name),
      }))
      .filter((branch) => wanted === null || String(branch.protected) === wanted);
    return paged(call, branches, (branch) => branch);
  });
  api.repository("get", "/branches/:branch{.+}", read, getBranch);
  api.repository("get", "/tags", read, (call) => {
    const url = repositoryUrl(call.world, call.repository);
    const tags = [...call.repository.git.refs].filter(([ref]) => ref.startsWith("refs/tags/"));
    return paged(call, tags, async ([ref, sha]) => {
      const name = ref.slice("refs/tags/".length);
      const commit = (await resolveCommit(call.repository.git, ref)) ?? sha;
      return {
        name,
        commit: { sha: commit, url: `${url}/commits/${commit}` },
        zipball_url: `${url}/zipball/${ref}`,
        tarball_url: `${url}/tarball/${ref}`,
        node_id: `REF_${call.repository.id}_${name}`,
      };
    });
  });
}
