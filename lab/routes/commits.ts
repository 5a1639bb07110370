import { diffFiles, emptyTree } from "../git/diff.ts";
import { commitsBetween, history, mergeBase, resolveCommit } from "../git/history.ts";
import { runGit } from "../git/run.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { linkHeader, ok, paged, pageOf } from "../http/reply.ts";
import { pullCommits } from "../pulls/content.ts";
import { findHead } from "../pulls/create.ts";
import { accountByEmail } from "../rest/attribution.ts";
import { commitFiles, commitJson, fileJson, requireCommit } from "../rest/commit.ts";
import { pullSimpleJson } from "../rest/pull.ts";
import { repositoryHtmlUrl, repositoryUrl } from "../rest/repository.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";

const read = { app: ["contents:read"], user: "read" } as const;

// https://docs.github.com/en/rest/commits/commits#get-a-commit and #compare-two-commits: 300 files a page.
const filesPerPage = 300;

async function listCommits(call: RepositoryCall) {
  const { world, repository, query } = call;
  const start = await resolveCommit(repository.git, query.get("sha") || repository.defaultBranch);
  if (!start) throw query.get("sha") ? notFound() : new ApiError(409, "Git Repository is empty.");
  let shas = await history(repository.git, start, query.get("path"));
  const [author, since, until] = ["author", "since", "until"].map((name) => query.get(name));
  if (author || since || until) {
    const commits = await Promise.all(shas.map((sha) => requireCommit(repository, sha)));
    const kept = commits.filter(({ author: by, committer }) => {
      if (since && Date.parse(committer.date) < Date.parse(since)) return false;
      if (until && Date.parse(committer.date) > Date.parse(until)) return false;
      return !author || by.email === author || accountByEmail(world.state, by.email)?.login === author;
    });
    shas = kept.map(({ sha }) => sha);
  }
  return paged(call, shas, async (sha) => commitJson(world, repository, await requireCommit(repository, sha)));
}

async function getCommit(call: RepositoryCall) {
  const { world, repository, params, accept } = call;
  const sha = await resolveCommit(repository.git, params.ref ?? "");
  if (!sha) throw new ApiError(422, `No commit found for SHA: ${params.ref}`);
  if (/application\/vnd\.github\.(v3\.)?sha/.test(accept)) {
    return {
      status: 200,
      raw: Buffer.from(sha),
      headers: { "content-type": "application/vnd.github.sha; charset=utf-8" },
    };
  }
  const commit = await requireCommit(repository, sha);
  const parent = commit.parents[0] ?? emptyTree;
  if (/application\/vnd\.github\.(v3\.)?(diff|patch)/.test(accept)) return diffReply(repository, parent, sha);
  const files = (await commitFiles(repository, commit)).slice(0, 3000);
  const page = call.query.has("page") ? pageOf(call, filesPerPage).page : 1;
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const shown = files.slice((page - 1) * filesPerPage, page * filesPerPage);
  const body = {
    ...commitJson(world, repository, commit),
    stats: { total: additions + deletions, additions, deletions },
    files: shown.map((file) => fileJson(world, repository, file, sha, parent)),
  };
  return { ...ok(body), headers: linkHeader(call, page, filesPerPage, files.length) };
}

async function diffReply(repository: Repository, from: string, to: string) {
  const diff = await runGit(["diff-tree", "-r", "-p", "-M", "--no-color", from, to], { cwd: repository.git.directory });
  return {
    status: 200,
    raw: Buffer.from(diff),
    headers: { "content-type": "application/vnd.github.diff; charset=utf-8" },
  };
}

/** One side of a comparison: `ref`, `owner:ref` or `owner:repo:ref`. */
async function sideSha(call: RepositoryCall, name: string): Promise<string> {
  const parts = name.split(":");
  const ref = parts.length === 3 ? `${parts[0]}:${parts[2]}` : name;
  const side = findHead(call.world, call.repository, ref, parts.length === 3 ? `${parts[0]}/${parts[1]}` : null);
  const sha = side && (await resolveCommit(side.repository.git, side.ref));
  if (!sha) throw notFound();
  return sha;
}

async function compare(call: RepositoryCall) {
  const { world, repository, params, accept } = call;
  const [baseName = "", headName] = (params.basehead ?? "").split("...");
  if (!baseName || !headName) throw notFound();
  const [base, head] = [await sideSha(call, baseName), await sideSha(call, headName)];
  const common = await mergeBase(repository.git, base, head);
  if (!common) throw new ApiError(404, `No common ancestor between ${baseName} and ${headName}.`);
  if (/application\/vnd\.github\.(v3\.)?(diff|patch)/.test(accept)) return diffReply(repository, common, head);
  const ahead = await commitsBetween(repository.git, base, head);
  const behind = await commitsBetween(repository.git, head, base);
  const paging = call.query.has("page") || call.query.has("per_page");
  const { page, perPage } = paging ? pageOf(call) : { page: 1, perPage: 250 };
  const json = async (sha: string) => commitJson(world, repository, await requireCommit(repository, sha));
  const url = `${repositoryUrl(world, repository)}/compare/${baseName}...${headName}`;
  const html = `${repositoryHtmlUrl(world, repository)}/compare/${baseName}...${headName}`;
  const files = page === 1 ? (await diffFiles(repository.git, common, head)).slice(0, filesPerPage) : [];
  const body = {
    url,
    html_url: html,
    permalink_url: `${repositoryHtmlUrl(world, repository)}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: await json(base),
    merge_base_commit: await json(common),
    status: ahead.length > 0 ? (behind.length > 0 ? "diverged" : "ahead") : behind.length > 0 ? "behind" : "identical",
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: await Promise.all(ahead.slice((page - 1) * perPage, page * perPage).map(json)),
    ...(page === 1 && { files: files.map((file) => fileJson(world, repository, file, head, common)) }),
  };
  return { ...ok(body), headers: paging ? linkHeader(call, page, perPage, ahead.length) : {} };
}

async function pullsOfCommit(call: RepositoryCall) {
  const { world, repository, params } = call;
  const sha = await resolveCommit(repository.git, params.ref ?? "");
  if (!sha) throw new ApiError(422, `No commit found for SHA: ${params.ref}`);
  const holding: PullRequest[] = [];
  for (const pull of repository.pulls.values()) {
    if (pull.mergeCommitSha === sha || (await pullCommits(pull)).includes(sha)) holding.push(pull);
  }
  return paged(call, holding, (pull) => pullSimpleJson(world, pull));
}

async function branchesWhereHead(call: RepositoryCall) {
  const { repository, params, world } = call;
  const branches = [...repository.git.refs].filter(([ref, sha]) => ref.startsWith("refs/heads/") && sha === params.ref);
  return ok(
    branches.map(([ref, sha]) => {
      const name = ref.slice("refs/heads/".length);
      const commit = { sha, url: `${repositoryUrl(world, repository)}/commits/${sha}` };
      return { name, commit, protected: repository.protections.has(name) };
    }),
  );
}

/** https://docs.github.com/en/rest/commits/commits */
export function commitRoutes(api: Api): void {
  api.repository("get", "/commits", read, listCommits);
  api.repository("get", "/commits/:ref{.+}/pulls", { app: ["pull_requests:read"], user: "read" }, pullsOfCommit);
  api.repository("get", "/commits/:ref/branches-where-head", read, branchesWhereHead);
  api.repository("get", "/commits/:ref{.+}", read, getCommit);
  api.repository("get", "/compare/:basehead{.+}", read, compare);
}
