import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createScene, type Scene } from "../testing/scene.ts";
import { clone } from "../testing/workspace.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());

type File = { filename: string; status: string; patch?: string; previous_filename?: string; additions: number };

test("a pull request → files with patches, renames, binaries and modes, commits, counts", async () => {
  const { work, ada } = scene;
  await work.git("checkout", "--quiet", "-B", "main", "origin/main");
  await work.commit({ "old/name.ts": "a\nb\nc\nd\ne\n", "run.sh": "#!/bin/sh\n", "gone.txt": "x\n" }, "More");
  await work.git("push", "--quiet", "origin", "main");
  await work.git("checkout", "--quiet", "-B", "diffs", "origin/main");
  await work.git("mv", "old/name.ts", "new-name.ts");
  await chmod(join(work.directory, "run.sh"), 0o755);
  await work.git("add", "run.sh");
  await work.git("commit", "--quiet", "--message", "Move");
  await work.commit({ "logo.png": Buffer.from([137, 80, 78, 71, 0, 1, 2]), "gone.txt": null }, "Logo");
  await work.commit(
    { "src/pay.ts": "export const price = 2;\n", "big.txt": `${"0123456789\n".repeat(50_000)}` },
    "Price",
  );
  await work.git("push", "--quiet", "origin", "diffs");
  const body = { title: "Diffs", head: "diffs", base: "main" };
  const pull = (await ada.client.post("/repos/acme/shop/pulls", body)).body;
  expect(pull).toMatchObject({ commits: 3, changed_files: 6, mergeable: true, state: "open", merged: false });
  const files = (await ada.client.get<File[]>(`/repos/acme/shop/pulls/${pull.number}/files`)).body;
  const byName = new Map(files.map((file) => [file.filename, file]));
  expect(byName.get("src/pay.ts")).toMatchObject({
    status: "modified",
    patch: "@@ -1 +1 @@\n-export const price = 1;\n+export const price = 2;",
  });
  expect(byName.get("new-name.ts")).toMatchObject({ status: "renamed", previous_filename: "old/name.ts" });
  expect(byName.get("gone.txt")).toMatchObject({ status: "removed", deletions: 1 });
  expect(byName.get("logo.png")).not.toHaveProperty("patch");
  expect(byName.get("run.sh")).toMatchObject({ status: "modified", changes: 0 });
  expect(byName.get("big.txt")).not.toHaveProperty("patch");
  expect(byName.get("big.txt")?.additions).toBe(50_000);
  const commits = (
    await ada.client.get<{ author: { login: string } }[]>(`/repos/acme/shop/pulls/${pull.number}/commits`)
  ).body;
  expect(commits.map(({ author }) => author.login)).toEqual(["ada", "ada", "ada"]);
});

test("a push to the head → synchronize with before and after, and the new head", async () => {
  const { open, work, ada, receiver, lab } = scene;
  const { number, sha } = await open("sync", { "a.txt": "1\n" });
  const next = await work.commit({ "a.txt": "2\n" });
  await work.git("push", "--quiet", "origin", "sync");
  await lab.webhooks.settled();
  const [event] = receiver.of("pull_request", "synchronize");
  expect(event?.payload).toMatchObject({ number, before: sha, after: next, sender: { login: "ada" } });
  expect((await ada.client.get(`/repos/acme/shop/pulls/${number}`)).body).toMatchObject({ head: { sha: next } });
});

test("a conflict with the base → mergeable false, dirty, 405", async () => {
  const { open, work, ben } = scene;
  const { number } = await open("conflict", { "README.md": "# Ours\n" });
  await work.git("checkout", "--quiet", "-B", "main", "origin/main");
  await work.commit({ "README.md": "# Theirs\n" });
  await work.git("push", "--quiet", "origin", "main");
  const { body } = await ben.client.get(`/repos/acme/shop/pulls/${number}`);
  expect(body).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
  const refused = await ben.client.put<{ message: string }>(`/repos/acme/shop/pulls/${number}/merge`, {});
  expect([refused.status, refused.body.message]).toEqual([405, "Pull Request is not mergeable"]);
});

test.for([
  { method: "merge", parents: 2 },
  { method: "squash", parents: 1 },
  { method: "rebase", parents: 1 },
])("$method → the branch holds the change, the pull request is merged", async ({ method, parents }) => {
  const { open, ben, work, repository } = scene;
  const { number, sha } = await open(`land-${method}`, { [`${method}.txt`]: "x\n" });
  const path = `/repos/acme/shop/pulls/${number}/merge`;
  expect((await ben.client.put(path, { merge_method: method, sha: "0".repeat(40) })).status).toBe(409);
  const merged = await ben.client.put<{ sha: string }>(path, { merge_method: method, sha });
  expect(merged.status).toBe(200);
  expect(repository.git.refs.get("refs/heads/main")).toBe(merged.body.sha);
  const commit = (await ben.client.get<{ parents: unknown[] }>(`/repos/acme/shop/git/commits/${merged.body.sha}`)).body;
  expect(commit.parents).toHaveLength(parents);
  const pull = (await ben.client.get(`/repos/acme/shop/pulls/${number}`)).body;
  expect(pull).toMatchObject({
    merged: true,
    merge_commit_sha: merged.body.sha,
    merged_by: { login: "ben" },
    changed_files: 1,
  });
  expect((await ben.client.put(path, { merge_method: method })).status).toBe(405);
  await work.git("fetch", "--quiet", "origin");
});

test("a fork's pull request → its head is in the base repository; its pushes synchronize", async () => {
  const { eve, ben, lab, receiver } = scene;
  expect((await eve.client.post("/repos/acme/shop/forks", {})).status).toBe(202);
  const own = await clone(lab, "eve/shop", { login: "eve", token: eve.token });
  await own.git("checkout", "--quiet", "-b", "gift");
  const first = await own.commit({ "gift.txt": "1\n" });
  await own.git("push", "--quiet", "origin", "gift");
  await expect(own.git("push", "--quiet", `${lab.url}/acme/shop.git`, "gift")).rejects.toThrow();
  const body = { title: "Gift", head: "eve:gift", base: "main" };
  const pull = (await eve.client.post("/repos/acme/shop/pulls", body)).body;
  expect(pull).toMatchObject({
    head: { sha: first, label: "eve:gift", repo: { fork: true } },
    author_association: "NONE",
  });
  const refPath = `/repos/acme/shop/git/ref/pull/${pull.number}/head`;
  expect((await ben.client.get(refPath)).body).toMatchObject({ object: { sha: first } });
  const compare = (await ben.client.get("/repos/acme/shop/compare/main...eve:gift")).body;
  expect(compare).toMatchObject({ status: "ahead", ahead_by: 1, files: [{ filename: "gift.txt" }] });
  const second = await own.commit({ "gift.txt": "2\n" });
  await own.git("push", "--quiet", "origin", "gift");
  await lab.webhooks.settled();
  expect(receiver.of("pull_request", "synchronize").at(-1)?.payload).toMatchObject({ after: second });
  await own.remove();
});

test("edits, retargeting, drafts, closing → told by their events", async () => {
  const { open, ada, lab, receiver, work } = scene;
  const { number } = await open("edits", { "e.txt": "1\n" });
  await work.git("push", "--quiet", "origin", "origin/main:refs/heads/release");
  const path = `/repos/acme/shop/pulls/${number}`;
  await ada.client.patch(path, { title: "Better", base: "release" });
  await ada.client.patch(path, { state: "closed" });
  await ada.client.patch(path, { state: "open" });
  await lab.webhooks.settled();
  const edited = receiver.of("pull_request", "edited").at(-1)?.payload;
  expect(edited).toMatchObject({ changes: { title: { from: "Add edits" }, base: { ref: { from: "main" } } } });
  expect(receiver.of("pull_request", "reopened")).toHaveLength(1);
  await work.git("push", "--quiet", "origin", ":edits");
  expect((await ada.client.get(path)).body).toMatchObject({ state: "closed", merged: false });
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect(scene.receiver.received.length).toBeGreaterThan(20);
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
