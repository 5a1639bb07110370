import { accountOf } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import { runGit } from "../git/run.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { notFound, validationFailed } from "../http/errors.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { pullChanges, pullCommits, pullMergeBase } from "../pulls/content.ts";
import { createPull } from "../pulls/create.ts";
import { editPull } from "../pulls/edit.ts";
import { requireWriteToHead } from "../pulls/head-access.ts";
import type { MergeMethod } from "../pulls/land.ts";
import { mergePull } from "../pulls/merge.ts";
import { updatePullBranch } from "../pulls/update-branch.ts";
import { commitJson, fileJson, requireCommit } from "../rest/commit.ts";
import { pullJson, pullSimpleJson, pullUrl } from "../rest/pull.ts";
import type { PullRequest } from "../state/pull-request.ts";

const read = { app: ["pull_requests:read"], user: "read" } as const;
const write = { app: ["pull_requests:write"], user: "read" } as const;

// https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files and #list-commits-on-a-pull-request
const most = { files: 3000, commits: 250 };

/** The pull request a path names. Throws 404. */
export function pullOf(call: RepositoryCall): PullRequest {
  const pull = call.repository.pulls.get(Number(call.params.number));
  if (!pull) throw notFound();
  return pull;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function listPulls(call: RepositoryCall) {
  const { repository, query, world } = call;
  const state = query.get("state") ?? "open";
  const sort = query.get("sort") ?? "created";
  const newestFirst = (query.get("direction") ?? (sort === "created" ? "desc" : "asc")) === "desc";
  const list = [...repository.pulls.values()].filter(({ issue, base, head }) => {
    if (state !== "all" && issue.state !== state) return false;
    if (query.get("base") && base.ref !== query.get("base")) return false;
    return !query.get("head") || `${head.owner.login}:${head.ref}` === query.get("head");
  });
  const key = ({ issue, number }: PullRequest) => (sort === "updated" ? `${issue.updatedAt} ${number}` : number);
  list.sort((a, b) => (key(a) < key(b) ? -1 : 1) * (newestFirst ? -1 : 1));
  return paged(call, list, (pull) => pullSimpleJson(world, pull));
}

async function postPull(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  const [title, head, base] = [text(body.title), text(body.head), text(body.base)];
  if (!title || !head || !base) {
    const missing = Object.entries({ title, head, base }).filter(([, value]) => !value);
    throw validationFailed(missing.map(([field]) => ({ resource: "PullRequest", field, code: "missing_field" })));
  }
  const options = {
    title,
    body: text(body.body),
    head,
    headRepository: text(body.head_repo),
    base,
    draft: body.draft === true,
    maintainerCanModify: body.maintainer_can_modify !== false,
  };
  const pull = await createPull(world, repository, accountOf(actor), options);
  return { ...created(await pullJson(world, pull)), headers: { location: pullUrl(world, pull) } };
}

async function getPull(call: RepositoryCall) {
  const pull = pullOf(call);
  if (/application\/vnd\.github\.(v3\.)?(diff|patch)/.test(call.accept)) {
    const args = ["diff-tree", "-r", "-p", "-M", "--no-color", await pullMergeBase(pull), pull.head.sha];
    const diff = await runGit(args, { cwd: pull.repository.git.directory });
    return {
      status: 200,
      raw: Buffer.from(diff),
      headers: { "content-type": "application/vnd.github.diff; charset=utf-8" },
    };
  }
  return ok(await pullJson(call.world, pull));
}

/** The author of a pull request may edit it, and so may those who may push. */
function requireEditor(call: RepositoryCall, pull: PullRequest): void {
  const { actor, world, repository } = call;
  if (actor.kind !== "user" || actor.user.id === pull.issue.user?.id) return;
  if (!atLeast(roleOf(world.state, repository, actor.user), "write")) throw notFound();
}

async function patchPull(call: RepositoryCall) {
  const { world, body, actor } = call;
  const pull = pullOf(call);
  requireEditor(call, pull);
  await editPull(world, pull, accountOf(actor), body);
  return ok(await pullJson(world, pull));
}

async function putMerge(call: RepositoryCall) {
  const { world, body, actor } = call;
  const method = body.merge_method ?? "merge";
  if (method !== "merge" && method !== "squash" && method !== "rebase") {
    throw validationFailed([{ resource: "PullRequest", field: "merge_method", code: "invalid" }]);
  }
  const request = {
    method: method as MergeMethod,
    title: text(body.commit_title),
    message: text(body.commit_message),
    sha: text(body.sha),
  };
  const sha = await mergePull(world, pullOf(call), actor, request);
  return ok({ sha, merged: true, message: "Pull Request successfully merged" });
}

async function listFiles(call: RepositoryCall) {
  const { world, repository } = call;
  const pull = pullOf(call);
  const changes = (await pullChanges(pull)).slice(0, most.files);
  const base = await pullMergeBase(pull);
  return paged(call, changes, (change) => fileJson(world, repository, change, pull.head.sha, base));
}

async function listCommits(call: RepositoryCall) {
  const { world, repository } = call;
  const shas = (await pullCommits(pullOf(call))).slice(0, most.commits);
  return paged(call, shas, async (sha) => commitJson(world, repository, await requireCommit(repository, sha)));
}

/** https://docs.github.com/en/rest/pulls/pulls */
export function pullRoutes(api: Api): void {
  api.repository("get", "/pulls", read, listPulls);
  api.repository("post", "/pulls", write, postPull);
  api.repository("get", "/pulls/:number{[0-9]+}", read, getPull);
  api.repository("patch", "/pulls/:number{[0-9]+}", write, patchPull);
  api.repository("get", "/pulls/:number{[0-9]+}/files", read, listFiles);
  api.repository("get", "/pulls/:number{[0-9]+}/commits", read, listCommits);
  api.repository("get", "/pulls/:number{[0-9]+}/merge", read, (call) => {
    if (!pullOf(call).merged) throw notFound();
    return noContent();
  });
  api.repository("put", "/pulls/:number{[0-9]+}/merge", { app: ["contents:write"], user: "write" }, putMerge);
  api.repository(
    "put",
    "/pulls/:number{[0-9]+}/update-branch",
    { app: ["pull_requests:write"], user: "read" },
    async (call) => {
      const pull = pullOf(call);
      requireWriteToHead(call.world, call.actor, pull);
      await updatePullBranch(call.world, pull, call.actor, text(call.body.expected_head_sha));
      return { status: 202, body: { message: "Updating pull request branch.", url: pullUrl(call.world, pull) } };
    },
  );
}
