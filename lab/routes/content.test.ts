import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../testing/client.ts";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;
const repo = "/repos/acme/shop";

beforeAll(async () => {
  scene = await createScene();
  await scene.work.commit({ ".github/policy.yml": "version: 1\n", "docs/a b.md": "text\n" }, "Policy");
  await scene.work.git("push", "--quiet", "origin", "HEAD:main", "HEAD:feature/one");
});
afterAll(() => scene.close());

function decoded(body: Record<string, unknown>): string {
  return Buffer.from(String(body.content), "base64").toString();
}

test("contents → a file, a directory, another ref, raw, nothing", async () => {
  const { bot, lab } = scene;
  const file = (await bot.get(`${repo}/contents/.github/policy.yml`)).body;
  expect([file.type, decoded(file)]).toEqual(["file", "version: 1\n"]);
  const directory = (await bot.get<{ name: string; type: string }[]>(`${repo}/contents/`)).body;
  expect(directory.map(({ name, type }) => `${type} ${name}`)).toEqual([
    "dir .github",
    "file README.md",
    "dir docs",
    "dir src",
  ]);
  expect(decoded((await bot.get(`${repo}/contents/docs/a%20b.md?ref=feature/one`)).body)).toBe("text\n");
  const first = (await bot.get<{ sha: string }[]>(`${repo}/commits`)).body.at(-1)?.sha;
  expect((await bot.get(`${repo}/contents/.github/policy.yml?ref=${first}`)).status).toBe(404);
  const headers = { accept: "application/vnd.github.raw+json", authorization: `Bearer ${bot.token}` };
  const raw = await fetch(`${lab.apiUrl}${repo}/contents/README.md`, { headers });
  expect(await raw.text()).toBe("# Shop\n");
});

// https://docs.github.com/en/rest/repos/contents#get-repository-content
test("contents of a symbolic link → the file it leads to; if there is none, the link", async () => {
  const { bot, work } = scene;
  await work.git("checkout", "--quiet", "-B", "links", "origin/main");
  await symlink("../README.md", join(work.directory, "src/there.md"));
  await symlink("nowhere", join(work.directory, "lost"));
  await work.commit({});
  await work.git("push", "--quiet", "origin", "HEAD:links");
  expect(decoded((await bot.get(`${repo}/contents/src/there.md?ref=links`)).body)).toBe("# Shop\n");
  const { body } = await bot.get(`${repo}/contents/lost?ref=links`);
  expect(body).toMatchObject({ type: "symlink", target: "nowhere" });
});

test("git data → refs, matching refs, commits, trees, blobs", async () => {
  const { bot } = scene;
  const ref = (await bot.get<{ object: { sha: string } }>(`${repo}/git/ref/heads/main`)).body;
  const matching = (await bot.get<{ ref: string }[]>(`${repo}/git/matching-refs/heads/feature`)).body;
  expect(matching.map((one) => one.ref)).toEqual(["refs/heads/feature/one"]);
  const commit = (await bot.get<{ tree: { sha: string } }>(`${repo}/git/commits/${ref.object.sha}`)).body;
  const tree = (
    await bot.get<{ tree: { path: string; sha: string }[] }>(`${repo}/git/trees/${commit.tree.sha}?recursive=1`)
  ).body;
  expect(tree).toMatchObject({ truncated: false });
  expect(tree.tree.map(({ path }) => path)).toContain("src/pay.ts");
  const blob = tree.tree.find(({ path }) => path === "src/pay.ts")?.sha;
  expect(decoded((await bot.get(`${repo}/git/blobs/${blob}`)).body)).toBe("export const price = 1;\n");
  expect((await bot.get(`${repo}/git/blobs/${"0".repeat(40)}`)).status).toBe(404);
});

test("commits → newest first, by path, with files; authors by verified and by private address", async () => {
  const { bot, ben, work } = scene;
  const noreply = `${ben.account.id}+ben@users.noreply.github.com`;
  await work.git(
    "-c",
    `user.email=${noreply}`,
    "commit",
    "--quiet",
    "--allow-empty",
    "--message",
    "Empty",
    "--author",
    `B <${noreply}>`,
  );
  await work.git("commit", "--quiet", "--allow-empty", "--message", "Stranger", "--author", "X <x@elsewhere.example>");
  await work.git("push", "--quiet", "origin", "HEAD:main");
  type Listed = {
    sha: string;
    author: { login: string } | null;
    committer: { login: string } | null;
    commit: { message: string };
  };
  const list = (await bot.get<Listed[]>(`${repo}/commits?per_page=2`)).body;
  expect(list.map(({ author }) => author?.login ?? null)).toEqual([null, "ben"]);
  expect(list.map(({ committer }) => committer?.login)).toEqual(["ada", "ada"]);
  const touching = (await bot.get<Listed[]>(`${repo}/commits?path=docs`)).body;
  expect(touching.map(({ commit }) => commit.message)).toEqual(["Policy"]);
  const one = (await bot.get<{ files: { filename: string }[]; stats: object }>(`${repo}/commits/${touching[0]?.sha}`))
    .body;
  expect(one.files.map(({ filename }) => filename)).toEqual([".github/policy.yml", "docs/a b.md"]);
  expect(one.stats).toEqual({ total: 2, additions: 2, deletions: 0 });
  expect((await bot.get(`${repo}/commits/feature/one`)).body).toMatchObject({ sha: touching[0]?.sha });
});

test("compare → merge base, ahead and behind, 300 files on the first page only", async () => {
  const { bot, work } = scene;
  await work.git("checkout", "--quiet", "-b", "wide", "origin/main~1");
  const files = Object.fromEntries(Array.from({ length: 320 }, (_, i) => [`many/${i}.txt`, "x\n"]));
  await work.commit(files, "Many");
  await work.commit({ "one.txt": "1\n" }, "One");
  await work.git("push", "--quiet", "origin", "wide");
  type Compared = { files?: unknown[]; commits: unknown[]; ahead_by: number; behind_by: number; status: string };
  const first = await bot.get<Compared>(`${repo}/compare/main...wide?per_page=1`);
  expect(first.body).toMatchObject({ status: "diverged", ahead_by: 2, behind_by: 1, total_commits: 2 });
  expect([first.body.files?.length, first.body.commits.length]).toEqual([300, 1]);
  expect(first.headers.get("link")).toContain('page=2>; rel="last"');
  const second = (await bot.get<Compared>(`${repo}/compare/main...wide?per_page=1&page=2`)).body;
  expect(second.files ?? []).toEqual([]);
  expect((await bot.get(`${repo}/compare/main...nowhere`)).status).toBe(404);
});

test("a file written through the API → a commit on the branch, pushed by its author", async () => {
  const { ada, lab, receiver, work } = scene;
  const content = Buffer.from("by web\n").toString("base64");
  const made = await ada.client.put<{ commit: { sha: string } }>(`${repo}/contents/web.txt`, {
    message: "Web",
    content,
  });
  expect(made.status).toBe(201);
  await lab.webhooks.settled();
  expect(receiver.of("push").at(-1)?.payload).toMatchObject({ after: made.body.commit.sha, pusher: { name: "ada" } });
  await work.git("fetch", "--quiet", "origin");
  expect(await work.git("show", "origin/main:web.txt")).toBe("by web");
  expect((await ada.client.put(`${repo}/contents/web.txt`, { message: "Web", content })).status).toBe(422);
});

test.for([
  ["a token without contents", 403, { pull_requests: "read" }],
  ["a token with contents", 200, { contents: "read" }],
] as const)("%s reads a private repository → %i", async ([, status, permissions]) => {
  const { lab, token, olga, ada } = scene;
  const name = `acme/private-${status}`;
  await lab.seed.repository(name, { private: true });
  const content = Buffer.from("x").toString("base64");
  await olga.client.put(`/repos/${name}/contents/a.txt`, { message: "A", content });
  const client = createClient(lab, await token(permissions));
  expect((await client.get(`/repos/${name}/contents/a.txt`)).status).toBe(status);
  expect((await scene.eve.client.get(`/repos/${name}/contents/a.txt`)).status).toBe(404);
  expect((await ada.client.get(`/repos/${name}/contents/a.txt`)).status).toBe(200);
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
