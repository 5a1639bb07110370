import { posix } from "node:path";
import { changeRef } from "../actions/change-ref.ts";
import { accountOf, appOf } from "../auth/actor.ts";
import { editTree } from "../git/edit-tree.ts";
import { resolveCommit } from "../git/history.ts";
import { createCommit } from "../git/merge.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { created, ok } from "../http/reply.ts";
import { signatureOf } from "../pulls/land.ts";
import { gitCommitJson, requireCommit } from "../rest/commit.ts";
import { repositoryHtmlUrl, repositoryUrl } from "../rest/repository.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";
import { base64Lines } from "./git-data.ts";

type Entry = { type: "file" | "dir" | "symlink" | "submodule"; path: string; sha: string; size: number };

const kinds: Record<string, Entry["type"]> = { "040000": "dir", "120000": "symlink", "160000": "submodule" };

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function entryJson(world: World, repository: Repository, ref: string, entry: Entry): Record<string, unknown> {
  const url = repositoryUrl(world, repository);
  const html = repositoryHtmlUrl(world, repository);
  const path = encodePath(entry.path);
  const self = `${url}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${url}/git/${entry.type === "dir" ? "trees" : "blobs"}/${entry.sha}`;
  const page = `${html}/${entry.type === "dir" ? "tree" : "blob"}/${ref}/${path}`;
  return {
    name: entry.path.split("/").at(-1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size,
    url: self,
    html_url: page,
    git_url: git,
    download_url: entry.type === "file" ? `${html}/raw/${ref}/${path}` : null,
    type: entry.type,
    _links: { self, git, html: page },
  };
}

/** The ref a request names, the default branch if none, and its commit. Throws 404. */
async function refOf(call: RepositoryCall): Promise<{ ref: string; commit: string }> {
  const { repository, query } = call;
  const ref = query.get("ref") || repository.defaultBranch;
  const commit = await resolveCommit(repository.git, ref);
  if (commit) return { ref, commit };
  throw query.get("ref")
    ? new ApiError(404, `No commit found for the ref ${ref}`)
    : new ApiError(404, "This repository is empty.");
}

async function directoryEntries(call: RepositoryCall, ref: string, sha: string, path: string) {
  const { world, repository } = call;
  const listed = (await repository.git.tree(sha)) ?? [];
  const entries: Record<string, unknown>[] = [];
  for (const { mode, name, sha: own, type } of listed) {
    const size = type === "blob" ? ((await repository.git.object(own))?.content.length ?? 0) : 0;
    const entry: Entry = { type: kinds[mode] ?? "file", path: path ? `${path}/${name}` : name, sha: own, size };
    entries.push(entryJson(world, repository, ref, entry));
  }
  return entries;
}

/**
 * Where a symbolic link leads; null: the path is none. GitHub answers with the file at its end
 * (https://docs.github.com/en/rest/repos/contents#get-repository-content).
 */
async function linkTarget({ git }: Repository, commit: string, path: string): Promise<string | null> {
  const folder = posix.dirname(path);
  const above = await git.object(`${commit}:${folder === "." ? "" : folder}`);
  const entries = above?.type === "tree" ? await git.tree(above.sha) : null;
  if (entries?.find(({ name }) => name === posix.basename(path))?.mode !== "120000") return null;
  const link = await git.object(`${commit}:${path}`);
  return posix.join(folder, link?.content.toString() ?? "");
}

async function getContents(call: RepositoryCall) {
  const { world, repository, params, accept } = call;
  const path = (params.path ?? "").replaceAll(/^\/+|\/+$/g, "");
  const { ref, commit } = await refOf(call);
  const target = await linkTarget(repository, commit, path);
  const object = await repository.git.object(`${commit}:${target ?? path}`);
  if (object?.type !== "blob") {
    const link = target === null ? null : await repository.git.object(`${commit}:${path}`);
    if (link) {
      const entry: Entry = { type: "symlink", path, sha: link.sha, size: link.content.length };
      return ok({ ...entryJson(world, repository, ref, entry), target: link.content.toString() });
    }
  }
  if (!object || object.type === "commit") throw notFound();
  if (object.type === "tree") return ok(await directoryEntries(call, ref, object.sha, path));
  const size = object.content.length;
  // https://docs.github.com/en/rest/repos/contents#get-repository-content: over 100 MB nothing, over 1 MB only raw.
  if (size > 100_000_000)
    throw new ApiError(403, "This API returns blobs up to 100 MB in size.", {
      errors: [{ resource: "Blob", field: "data", code: "too_large" }],
    });
  if (/application\/vnd\.github\.(v3\.)?raw/.test(accept)) {
    return {
      status: 200,
      raw: object.content,
      headers: { "content-type": "application/vnd.github.raw; charset=utf-8" },
    };
  }
  const large = size > 1_000_000;
  const content = large ? "" : base64Lines(object.content);
  const entry: Entry = { type: "file", path, sha: object.sha, size };
  return ok({ ...entryJson(world, repository, ref, entry), content, encoding: large ? "none" : "base64" });
}

/** Creates, replaces or (without content) deletes one file as a commit on a branch. */
async function commitFile(call: RepositoryCall, content: Buffer | null) {
  const { world, repository, actor, body, params } = call;
  const path = params.path ?? "";
  const branch = String(body.branch ?? repository.defaultBranch);
  const before = repository.git.refs.get(`refs/heads/${branch}`) ?? null;
  if (!before && repository.git.refs.size > 0) throw new ApiError(404, `Branch ${branch} not found`);
  const known = before ? await repository.git.object(`${before}:${path}`) : null;
  if (known && known.sha !== body.sha) {
    const message =
      body.sha === undefined
        ? `Invalid request.\n\n"sha" wasn't supplied.`
        : `${path} does not match ${String(body.sha)}`;
    throw new ApiError(body.sha === undefined ? 422 : 409, message);
  }
  if (content === null && !known) throw notFound();
  const user = accountOf(actor);
  const author = signatureOf(user);
  const tree = await editTree(repository.git, before, path, content);
  const message = String(body.message ?? `${content ? (known ? "Update" : "Create") : "Delete"} ${path}`);
  const commit = { tree, parents: before ? [before] : [], author, committer: author, message };
  const after = await createCommit(repository.git, commit);
  await changeRef(world, actor, {
    repository,
    ref: `refs/heads/${branch}`,
    before,
    after,
    pusher: user,
    app: appOf(actor),
  });
  const object = content && (await repository.git.object(`${after}:${path}`));
  const entry: Entry | null = object && { type: "file", path, sha: object.sha, size: object.content.length };
  const shown = gitCommitJson(world, repository, await requireCommit(repository, after));
  const reply = { content: entry && entryJson(world, repository, branch, entry), commit: shown };
  return known ? ok(reply) : created(reply);
}

/** https://docs.github.com/en/rest/repos/contents */
export function contentsRoutes(api: Api): void {
  const read = { app: ["contents:read"], user: "read" } as const;
  const write = { app: ["contents:write"], user: "write" } as const;
  api.repository("get", "/contents", read, getContents);
  api.repository("get", "/contents/:path{.*}", read, getContents);
  api.repository("put", "/contents/:path{.+}", write, (call) => {
    if (typeof call.body.content !== "string")
      throw new ApiError(422, `Invalid request.\n\n"content" wasn't supplied.`);
    return commitFile(call, Buffer.from(call.body.content, "base64"));
  });
  api.repository("delete", "/contents/:path{.+}", write, (call) => commitFile(call, null));
}
