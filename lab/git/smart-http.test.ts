import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createScene, type Scene } from "../testing/scene.ts";
import { clone } from "../testing/workspace.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await createScene();
  const { lab, olga } = scene;
  await lab.seed.repository("acme/vault", { private: true });
  const content = Buffer.from("x\n").toString("base64");
  await olga.client.put("/repos/acme/vault/contents/a.txt", { message: "A", content });
});
afterAll(() => scene.close());

test.for([
  ["a member with base permission read", "acme/vault", "ada", true],
  ["a stranger", "acme/vault", "eve", false],
  ["a stranger, of a public repository", "acme/shop", "eve", true],
] as const)("%s clones %s (%s) → %s", async ([, fullName, login, succeeds]) => {
  const { lab } = scene;
  const cloning = clone(lab, fullName, { login, token: scene[login].token });
  if (succeeds) await (await cloning).remove();
  else await expect(cloning).rejects.toThrow(/not found/i);
});

test("nobody, of a private repository → asked to sign in; a wrong token → refused", async () => {
  const address = `${scene.lab.url}/acme/vault.git/info/refs?service=git-upload-pack`;
  const response = await fetch(address);
  expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, 'Basic realm="GitHub"']);
  await expect(clone(scene.lab, "acme/vault", { login: "ada", token: "ghp_wrong" })).rejects.toThrow();
});

test.for([
  ["a reader", "ada", "acme/vault", /denied to ada|403/],
  ["a stranger", "eve", "acme/shop", /denied to eve|403/],
] as const)("%s (%s) pushes to %s → refused", async ([, login, fullName, message]) => {
  const own = await clone(scene.lab, fullName, { login, token: scene[login].token });
  await own.commit({ "b.txt": "b\n" });
  await expect(own.git("push", "--quiet", "origin", "HEAD:refs/heads/b")).rejects.toThrow(message);
  await own.remove();
});

test("an app with contents:write → clones and pushes with its token, as its bot", async () => {
  const { lab, token, receiver } = scene;
  const own = await clone(lab, "acme/vault", { login: "x-access-token", token: await token({ contents: "write" }) });
  const sha = await own.commit({ "bot.txt": "b\n" });
  await own.git("push", "--quiet", "origin", "HEAD:bot");
  await lab.webhooks.settled();
  const push = receiver.of("push").find(({ payload }) => payload.after === sha);
  expect(push?.payload).toMatchObject({ pusher: { name: "gate[bot]" }, sender: { login: "gate[bot]", type: "Bot" } });
  const reader = await clone(lab, "acme/vault", { login: "x-access-token", token: await token({ contents: "read" }) });
  await reader.commit({ "bot.txt": "c\n" });
  await expect(reader.git("push", "--quiet", "origin", "HEAD:no")).rejects.toThrow();
  await own.remove();
  await reader.remove();
});

test("branches and tags made, forced, deleted → told with before and after", async () => {
  const { lab, work, receiver } = scene;
  await work.git("checkout", "--quiet", "-B", "topic", "origin/main");
  const first = await work.commit({ "t.txt": "1\n", "README.md": "# Other\n" }, "One");
  await work.git("push", "--quiet", "origin", "topic");
  await work.git("commit", "--quiet", "--amend", "--message", "Two");
  const second = await work.git("rev-parse", "HEAD");
  await work.git("push", "--quiet", "--force", "origin", "topic");
  await work.git("push", "--quiet", "origin", "HEAD:refs/tags/v1", ":topic");
  await lab.webhooks.settled();
  const pushes = receiver
    .of("push")
    .map(({ payload }) => payload)
    .filter(({ ref }) => ref === "refs/heads/topic");
  pushes.sort((a, b) => Number(b.created) - Number(a.created) || Number(a.deleted) - Number(b.deleted));
  const zero = "0".repeat(40);
  expect(pushes).toMatchObject([
    {
      before: zero,
      after: first,
      created: true,
      forced: false,
      commits: [{ id: first, added: ["t.txt"], modified: ["README.md"] }],
    },
    { before: first, after: second, created: false, forced: true, commits: [{ id: second, message: "Two" }] },
    { before: second, after: zero, deleted: true, commits: [], head_commit: null },
  ]);
  expect(receiver.of("create").map(({ payload }) => `${payload.ref_type} ${payload.ref}`)).toContain("tag v1");
  expect(receiver.of("delete").map(({ payload }) => payload.ref)).toContain("topic");
});

test("refs of pull requests → can be fetched, not pushed", async () => {
  const { work, open } = scene;
  const { number, sha } = await open("fetched", { "f.txt": "1\n" });
  await work.git("fetch", "--quiet", "origin", `refs/pull/${number}/head`);
  expect(await work.git("rev-parse", "FETCH_HEAD")).toBe(sha);
  await expect(work.git("push", "--quiet", "origin", `HEAD:refs/pull/${number}/head`)).rejects.toThrow();
});

test("a push of some megabytes → arrives whole", async () => {
  const { work, repository } = scene;
  await work.git("checkout", "--quiet", "-B", "heavy", "origin/main");
  const sha = await work.commit({ "heavy.bin": randomBytes(3_000_000) });
  await work.git("push", "--quiet", "origin", "heavy");
  expect(repository.git.refs.get("refs/heads/heavy")).toBe(sha);
  const blob = await repository.git.object(`${sha}:heavy.bin`);
  expect(blob?.content.length).toBe(3_000_000);
});

test("the first branch pushed to an empty repository → is its default branch", async () => {
  const { lab, olga } = scene;
  await lab.seed.repository("acme/fresh");
  const own = await clone(lab, "acme/fresh", olga);
  await own.commit({ "a.txt": "1\n" });
  await own.git("push", "--quiet", "origin", "HEAD:trunk");
  expect((await olga.client.get("/repos/acme/fresh")).body).toMatchObject({ default_branch: "trunk" });
  await own.remove();
});
