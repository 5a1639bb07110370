import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ChangedFile, type Commit, factsSchema } from "../../../src/domain/facts.ts";
import { createGate, type Gate } from "../../support/gate.ts";

let gate: Gate;
/** The pull request with merges in it. */
let merges = 0;
beforeAll(async () => {
  gate = await createGate();
});
afterAll(() => gate.scene.close());

function listed<T>(fact: T[] | { unavailable: string }): T[] {
  if (Array.isArray(fact)) return fact;
  throw new Error(fact.unavailable);
}

test("one pull request with every kind of file → each with mode, patch or text", async () => {
  const { scene, commitToMain } = gate;
  await commitToMain({
    "old.ts": "export const kept = 1;\nexport const also = 2;\n",
    "run.sh": "echo\n",
    "gone.txt": "x\n",
  });
  await scene.work.git("checkout", "--quiet", "-B", "kinds", "main");
  await scene.work.git("mv", "old.ts", "new.ts");
  await scene.work.git("update-index", "--chmod=+x", "run.sh");
  await scene.work.git("rm", "--quiet", "gone.txt");
  const blob = await scene.work.git("hash-object", "-w", "README.md");
  await scene.work.git("update-index", "--add", "--cacheinfo", `120000,${blob},link`);
  await scene.work.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},module`);
  await scene.work.git("commit", "--quiet", "-m", "Move");
  await scene.work.git("checkout", "--quiet", "-f", "kinds");
  await scene.work.commit({
    ".gitattributes": "hidden.ts -diff\n",
    "hidden.ts": "fetch('http://pay.evil.org/')\nsecond\n",
    "image.png": Buffer.from([137, 80, 78, 71, 0, 1, 2]),
    "empty.txt": "",
    "src/pay.ts": "export const price = 2;\n",
  });
  await scene.work.git("push", "--quiet", "origin", "kinds");
  const { body } = await scene.ada.client.post<{ number: number }>("/repos/acme/shop/pulls", {
    title: "Kinds",
    head: "kinds",
    base: "main",
  });
  const facts = await gate.facts(body.number);
  expect(factsSchema.safeParse(facts).error).toBeUndefined();
  const files = new Map(listed(facts.files).map((file) => [file.path, file]));
  const expected: Record<string, Partial<ChangedFile>> = {
    "new.ts": { status: "renamed", previousPath: "old.ts", mode: "100644", additions: 0, binary: false, text: null },
    "run.sh": { status: "modified", mode: "100755", additions: 0, patch: null, binary: false },
    "gone.txt": { status: "removed", mode: "100644", deletions: 1 },
    link: { mode: "120000" },
    module: { mode: "160000" },
    "image.png": { status: "added", binary: true, patch: null, text: null },
    "empty.txt": { status: "added", additions: 0, patch: null, binary: false },
    "src/pay.ts": { patch: "@@ -1 +1 @@\n-export const price = 1;\n+export const price = 2;", text: null },
  };
  for (const [path, file] of Object.entries(expected)) expect(files.get(path), path).toMatchObject(file);
  expect(facts.pullRequest).toMatchObject({
    changedFiles: files.size,
    commits: 2,
    diff: expect.stringMatching(/^sha256:/),
  });
});

test("A34 an attribute of the pull request hides a patch → the text comes, and counts as added", async () => {
  const facts = await gate.facts(1);
  const hidden = listed(facts.files).find((file) => file.path === "hidden.ts");
  expect(hidden).toMatchObject({ binary: false, text: "fetch('http://pay.evil.org/')\nsecond\n" });
  expect(hidden?.additions).not.toBe(0);
});

test("A33 a test that becomes source code without a changed line → its text comes, and counts as added", async () => {
  const { scene, commitToMain } = gate;
  const text = "fetch('http://pay.evil.org/');\n";
  await commitToMain({ "test/pay.ts": text, "lib/kept.ts": text });
  await scene.work.git("checkout", "--quiet", "-B", "moved", "main");
  await scene.work.git("mv", "test/pay.ts", "lib/pay.ts");
  await scene.work.git("mv", "lib/kept.ts", "lib/renamed.ts");
  await scene.work.git("commit", "--quiet", "-m", "Move");
  await scene.work.git("push", "--quiet", "origin", "moved");
  const pull = { title: "Move", head: "moved", base: "main" };
  const { body } = await scene.ada.client.post<{ number: number }>("/repos/acme/shop/pulls", pull);
  const files = new Map(listed((await gate.facts(body.number)).files).map((file) => [file.path, file]));
  expect(files.get("lib/pay.ts")).toMatchObject({ previousPath: "test/pay.ts", additions: 2, patch: null, text });
  expect(files.get("lib/renamed.ts")).toMatchObject({ previousPath: "lib/kept.ts", additions: 0, text: null });
});

test("a scan that asks for the whole file gets it", async () => {
  const { number } = await gate.scene.open("plain", { "a.ts": "// before\nfetch('http://pay.evil.org');\n" });
  const facts = await gate.facts(number, { wantsText: ({ patch }) => patch.includes("http:") });
  expect(listed(facts.files)[0]).toMatchObject({ text: "// before\nfetch('http://pay.evil.org');\n" });
});

function byMessage(commits: Commit[]): Map<string, Commit> {
  return new Map(commits.map((commit) => [String(commit.message).split("\n")[0] ?? "", commit]));
}

test("A12 co-authors are read from anywhere in the message, noreply addresses are resolved", async () => {
  const { work } = gate.scene;
  await work.git("checkout", "--quiet", "-B", "pair", "origin/main");
  const trailer = "co-authored-BY:  Ben B. <77+ben@users.noreply.github.com>\n\nCo-authored-by: Zoe <zoe@nowhere.test>";
  await work.commit({ "pair.txt": "x" }, `Pair\n\n${trailer}`);
  await work.git("push", "--quiet", "origin", "HEAD:pair");
  const { body } = await gate.scene.ada.client.post<{ number: number }>("/repos/acme/shop/pulls", {
    title: "Pair",
    head: "pair",
    base: "main",
  });
  const [commit] = listed((await gate.facts(body.number)).commits);
  expect(commit?.coAuthors).toEqual([
    { name: "Ben B.", email: "77+ben@users.noreply.github.com", actor: { id: 77, login: "ben", type: "User" } },
    { name: "Zoe", email: "zoe@nowhere.test", actor: null },
  ]);
});

test("A12 a message of a million spaces is read in no time", async () => {
  const { work } = gate.scene;
  await work.git("checkout", "--quiet", "-B", "spaces", "origin/main");
  await writeFile(join(work.directory, "message"), `Co-authored-by:${" ".repeat(1_000_000)}x\n`);
  await work.git("commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "-F", "message");
  await work.git("push", "--quiet", "origin", "HEAD:spaces");
  const wanted = { title: "Spaces", head: "spaces", base: "main" };
  const { body } = await gate.scene.ada.client.post<{ number: number }>("/repos/acme/shop/pulls", wanted);
  expect(listed((await gate.facts(body.number)).commits)).toMatchObject([{ coAuthors: [] }]);
});

test("A14 a clean merge of the base is proven, one with edits of its own or of both sides is not", async () => {
  const { work } = gate.scene;
  const lines = (third: string, last: string) => `1\n2\n${third}\n4\n5\n6\n7\n${last}\n`;
  await gate.commitToMain({ "both.txt": lines("3", "8") });
  await work.git("checkout", "--quiet", "-B", "merges", "main");
  await work.commit({ "topic.txt": "topic" }, "Work");
  const merge = async (message: string, mainFiles: Record<string, string>, own: Record<string, string>) => {
    await work.git("stash", "--quiet", "--include-untracked").catch(() => {});
    await gate.commitToMain(mainFiles);
    await work.git("checkout", "--quiet", "merges");
    await work.git("merge", "--quiet", "--no-ff", "--no-commit", "main");
    await work.commit(own, message);
  };
  await merge("Clean", { "main.txt": "1" }, {});
  await merge("Evil", { "main.txt": "2" }, { "evil.txt": "slipped in" });
  await work.commit({ "both.txt": lines("three", "8") }, "Edit both");
  await merge("Mixed", { "both.txt": lines("3", "eight") }, {});
  await work.git("push", "--quiet", "origin", "merges");
  const { body } = await gate.scene.ada.client.post<{ number: number }>("/repos/acme/shop/pulls", {
    title: "Merges",
    head: "merges",
    base: "main",
  });
  merges = body.number;
  const commits = byMessage(listed((await gate.facts(merges)).commits));
  const proven = [...commits].filter(([, commit]) => commit.updateMerge === true).map(([message]) => message);
  expect([...commits.keys()].sort()).toEqual(["Clean", "Edit both", "Evil", "Mixed", "Work"]);
  expect(proven).toEqual(["Clean"]);
});

test("A push of clean update merges alone makes no contributor, any other does", async () => {
  const { memory, ref, scene } = gate;
  const number = merges;
  const commits = listed((await gate.facts(number)).commits);
  const sha = (message: string) => byMessage(commits).get(message)?.sha ?? "";
  const [ada, ben, eve] = [scene.ada, scene.ben, scene.eve].map(({ account: { id, login } }) => ({
    id,
    login,
    type: "User" as const,
  }));
  if (!ada || !ben || !eve) throw new Error("nobody there");
  await memory.keepPush(ref(number), { before: "0".repeat(40), after: sha("Work"), pusher: ada });
  await memory.keepPush(ref(number), { before: sha("Work"), after: sha("Clean"), pusher: ben });
  const only = await gate.facts(number, { isThorough: false, needs: new Set(["pushers"]) });
  expect(only.pushers).toEqual({ actors: [ada], complete: true });
  await memory.keepPush(ref(number), { before: sha("Clean"), after: sha("Evil"), pusher: eve });
  const more = await gate.facts(number, { isThorough: false, needs: new Set(["pushers"]) });
  expect(more.pushers).toEqual({ actors: [ada, eve].sort((a, b) => a.id - b.id), complete: true });
  expect(more.commits).toEqual({ unavailable: "not read: no control in force needs it" });
});
