import { resolveCommit } from "../git/history.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { ok } from "../http/reply.ts";
import { findHead } from "../pulls/create.ts";

/** The commit of a branch, tag or SHA, or of a fork's `owner:branch`. Throws 404. */
async function commitOf({ world, repository }: RepositoryCall, name: string): Promise<string> {
  const side = findHead(world, repository, name);
  const sha = side && (await resolveCommit(side.repository.git, side.ref));
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
