import { resolveCommit } from "../git/history.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { ok } from "../http/reply.ts";

/** Branch, tag or SHA, or `owner:branch` of a fork: its objects are at hand, its refs are found by the pull requests from it. */
async function commitOf({ repository }: RepositoryCall, name: string): Promise<string> {
  const [owner, branch] = name.split(/:(.*)/s);
  const fork =
    branch === undefined
      ? undefined
      : [...repository.pulls.values()].find(({ head }) => head.owner.login === owner && head.ref === branch);
  const sha = fork ? fork.head.sha : await resolveCommit(repository.git, branch ?? name);
  if (!sha) throw notFound();
  return sha;
}

async function compare(call: RepositoryCall) {
  const { repository, params, query } = call;
  const { dependencyChanges } = repository.security;
  if (!dependencyChanges) {
    const message =
      "Dependency review is not supported on this repository. Please ensure that Dependency graph is enabled.";
    throw new ApiError(403, message);
  }
  const [base, head] = (params.basehead ?? "").split("...");
  if (!base || !head) throw notFound();
  const [baseSha, headSha] = await Promise.all([commitOf(call, base), commitOf(call, head)]);
  const changes = dependencyChanges.get(`${baseSha}...${headSha}`) ?? dependencyChanges.get(`*...${headSha}`) ?? [];
  const manifest = query.get("name");
  return ok(manifest === null ? changes : changes.filter((change) => change.manifest === manifest));
}

/** Dependency review; its data is what a scenario set, the lab reads no manifests. https://docs.github.com/en/rest/dependency-graph/dependency-review */
export function dependencyGraphRoutes(api: Api): void {
  api.repository("get", "/dependency-graph/compare/:basehead{.+}", { app: ["contents:read"], user: "read" }, compare);
}
