import { changeRef } from "../actions/change-ref.ts";
import { accountOf, appOf } from "../auth/actor.ts";
import { isAncestor, resolveCommit } from "../git/history.ts";
import { zeroSha } from "../git/pkt-line.ts";
import { readTree } from "../git/read-tree.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { gitCommitJson } from "../rest/commit.ts";
import { repositoryUrl } from "../rest/repository.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";

const read = { app: ["contents:read"], user: "read" } as const;
const write = { app: ["contents:write"], user: "write" } as const;

async function refJson(
  world: World,
  repository: Repository,
  ref: string,
  sha: string,
): Promise<Record<string, unknown>> {
  const url = repositoryUrl(world, repository);
  const type = (await repository.git.object(sha))?.type ?? "commit";
  return {
    ref,
    node_id: nodeId("REF", `${repository.id}:${ref}`),
    url: `${url}/git/${ref}`,
    object: { sha, type, url: `${url}/git/${type}s/${sha}` },
  };
}

function refOf(call: RepositoryCall): { ref: string; sha: string } {
  const ref = `refs/${call.params.ref ?? ""}`;
  const sha = call.repository.git.refs.get(ref);
  if (!sha) throw notFound();
  return { ref, sha };
}

async function getTree(call: RepositoryCall) {
  const { repository, world, params, query } = call;
  const name = params.sha ?? "";
  const commit = await resolveCommit(repository.git, name);
  const object = commit
    ? await repository.git.object(`${commit}^{tree}`)
    : /^[0-9a-f]{40}$/.test(name)
      ? await repository.git.object(name)
      : null;
  if (object?.type !== "tree") throw notFound();
  const { entries, truncated } = await readTree(repository.git, object.sha, query.has("recursive"));
  const url = `${repositoryUrl(world, repository)}/git`;
  const tree = entries.map(({ path, mode, type, sha, size }) => ({
    path,
    mode,
    type,
    sha,
    ...(size !== null && { size }),
    ...(type !== "commit" && { url: `${url}/${type}s/${sha}` }),
  }));
  return ok({ sha: object.sha, url: `${url}/trees/${object.sha}`, tree, truncated });
}

async function getBlob({ world, repository, params, accept }: RepositoryCall) {
  const object = /^[0-9a-f]{40}$/.test(params.sha ?? "") ? await repository.git.object(params.sha ?? "") : null;
  if (object?.type !== "blob") throw notFound();
  if (/application\/vnd\.github\.(v3\.)?raw/.test(accept)) {
    return {
      status: 200,
      raw: object.content,
      headers: { "content-type": "application/vnd.github.raw; charset=utf-8" },
    };
  }
  return ok({
    sha: object.sha,
    node_id: nodeId("B", object.sha),
    size: object.content.length,
    url: `${repositoryUrl(world, repository)}/git/blobs/${object.sha}`,
    content: base64Lines(object.content),
    encoding: "base64",
  });
}

/** Base64 in lines of 60, as the API writes it. */
export function base64Lines(content: Buffer): string {
  return content.toString("base64").replaceAll(/.{1,60}/g, "$&\n");
}

async function createRef(call: RepositoryCall) {
  const { world, repository, actor, body } = call;
  const ref = String(body.ref ?? "");
  if (!/^refs\/[^/]+\/.+/.test(ref))
    throw new ApiError(422, "Reference name must start with 'refs/' and have at least one additional slash");
  if (repository.git.refs.has(ref)) throw new ApiError(422, "Reference already exists");
  const object = /^[0-9a-f]{40}$/.test(String(body.sha)) ? await repository.git.object(String(body.sha)) : null;
  if (!object) throw new ApiError(422, "Object does not exist");
  await changeRef(world, actor, {
    repository,
    ref,
    before: null,
    after: object.sha,
    pusher: accountOf(actor),
    app: appOf(actor),
  });
  return created(await refJson(world, repository, ref, object.sha));
}

async function updateRef(call: RepositoryCall) {
  const { world, repository, actor, body } = call;
  const ref = `refs/${call.params.ref ?? ""}`;
  const before = repository.git.refs.get(ref);
  if (!before) throw new ApiError(422, "Reference does not exist");
  const after = String(body.sha ?? "");
  const object = /^[0-9a-f]{40}$/.test(after) && after !== zeroSha ? await repository.git.object(after) : null;
  if (!object) throw new ApiError(422, "Object does not exist");
  if (body.force !== true && !(await isAncestor(repository.git, before, after)))
    throw new ApiError(422, "Update is not a fast forward");
  await changeRef(world, actor, { repository, ref, before, after, pusher: accountOf(actor), app: appOf(actor) });
  return ok(await refJson(world, repository, ref, after));
}

async function deleteRef(call: RepositoryCall) {
  const { world, repository, actor } = call;
  const ref = `refs/${call.params.ref ?? ""}`;
  const before = repository.git.refs.get(ref);
  if (!before) throw new ApiError(422, "Reference does not exist");
  await changeRef(world, actor, { repository, ref, before, after: null, pusher: accountOf(actor), app: appOf(actor) });
  return noContent();
}

/** https://docs.github.com/en/rest/git */
export function gitDataRoutes(api: Api): void {
  api.repository("get", "/git/ref/:ref{.+}", read, async (call) => {
    const { ref, sha } = refOf(call);
    return ok(await refJson(call.world, call.repository, ref, sha));
  });
  api.repository("get", "/git/matching-refs/:ref{.+}", read, (call) => {
    const prefix = `refs/${call.params.ref ?? ""}`;
    const matching = [...call.repository.git.refs].filter(([ref]) => ref.startsWith(prefix));
    return paged(call, matching, ([ref, sha]) => refJson(call.world, call.repository, ref, sha));
  });
  api.repository("post", "/git/refs", write, createRef);
  api.repository("patch", "/git/refs/:ref{.+}", write, updateRef);
  api.repository("delete", "/git/refs/:ref{.+}", write, deleteRef);
  api.repository("get", "/git/commits/:sha", read, async ({ world, repository, params }) => {
    const commit = /^[0-9a-f]{40}$/.test(params.sha ?? "") ? await repository.git.commit(params.sha ?? "") : null;
    if (!commit) throw notFound();
    return ok(gitCommitJson(world, repository, commit));
  });
  api.repository("get", "/git/trees/:sha{.+}", read, getTree);
  api.repository("get", "/git/blobs/:sha", read, getBlob);
}
