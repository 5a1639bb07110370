import { execFile } from "node:child_process";
import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createMirrorStage, fakeGit, linesOf, type MirrorStage } from "../support/mirrors.ts";

const run = promisify(execFile);
const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
const gone = { unavailable: "GitHub does not have the commit any more" };

let stage: MirrorStage;
beforeAll(async () => {
  stage = await createMirrorStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const name of await readdir(stage.folder)) await rm(join(stage.folder, name), { recursive: true });
});

function path(): string {
  return join(stage.folder, `${stage.repository.repositoryId}.git`);
}

async function inMirror(...args: string[]): Promise<string> {
  return (await run("git", ["--git-dir", path(), ...args])).stdout.trim();
}

async function kept(): Promise<string[]> {
  return (await inMirror("for-each-ref", "--format=%(refname)")).split("\n");
}

/** Two commits that changed one file: at its beginning, and at its end. */
async function bothSides(ours: string[], more: Record<string, string> = {}): Promise<[string, string]> {
  const root = await stage.commit({ "a.txt": lines.join("\n"), ...more });
  const base = await stage.commit({ "a.txt": ["theirs", ...lines].join("\n") }, root);
  return [base, await stage.commit({ "a.txt": ours.join("\n") }, root)];
}

test("both sides changed one file in two places → the tree that merging them makes", async () => {
  const [base, head] = await bothSides([...lines, "ours"]);
  await stage.work.git("checkout", "--quiet", "--detach", base);
  await stage.work.git("merge", "--quiet", "--no-edit", head);
  const tree = await stage.work.git("rev-parse", "HEAD^{tree}");
  expect(await stage.mirrors().mergeTree(stage.repository, base, head)).toEqual({ tree });
});

test("both sides changed one place → a conflict", async () => {
  const [base, head] = await bothSides(["ours", ...lines]);
  expect(await stage.mirrors().mergeTree(stage.repository, base, head)).toBe("conflict");
});

test("a commit that GitHub does not have → unavailable, and the mirror is as good as before", async () => {
  const mirrors = stage.mirrors();
  const commit = await stage.commit({ "a.txt": "1\n" });
  expect(await mirrors.mergeTree(stage.repository, commit, "5".repeat(40))).toEqual(gone);
  expect(await mirrors.keep(stage.repository, "5".repeat(40))).toEqual(gone);
  expect(await mirrors.keep(stage.repository, commit)).toBeNull();
  expect(await kept()).toEqual([`refs/evidence/${commit}`]);
});

test("commits are kept by name as long as none above them is, and for their owner alone", async () => {
  const mirrors = stage.mirrors();
  const first = await stage.commit({ "a.txt": "1\n" });
  const second = await stage.commit({ "a.txt": "2\n" }, first);
  const forced = await stage.commit({ "a.txt": "3\n" }, first);
  for (const commit of [first, second, forced]) expect(await mirrors.keep(stage.repository, commit)).toBeNull();
  expect(await kept()).toEqual([second, forced].map((sha) => `refs/evidence/${sha}`).sort());
  expect((await stat(path())).mode & 0o777).toBe(0o700);
  expect(await inMirror("show", `${second}:a.txt`)).toBe("2");
});

test("GitHub loses a commit that was kept → the mirror has it, and does not ask for it", async () => {
  const commit = await stage.commit({ "a.txt": "kept\n" });
  await stage.mirrors().keep(stage.repository, commit);
  const elsewhere = stage.mirrors({ serverUrl: "http://127.0.0.1:9" });
  expect(await elsewhere.keep(stage.repository, commit)).toBeNull();
});

test("packs are put together → what no ref reaches stays, too", async () => {
  const [base, head] = await bothSides([...lines, "ours"]);
  const mirrors = stage.mirrors();
  const merged = await mirrors.mergeTree(stage.repository, base, head);
  let last = await stage.commit({ "b.txt": "0\n" });
  for (const text of ["1", "2", "3"]) {
    await mirrors.keep(stage.repository, last);
    last = await stage.commit({ "b.txt": text }, last);
  }
  const packs = (await readdir(join(path(), "objects", "pack"))).filter((name) => name.endsWith(".pack"));
  expect(packs.length).toBeLessThan(4);
  const elsewhere = stage.mirrors({ serverUrl: "http://127.0.0.1:9" });
  expect(await elsewhere.mergeTree(stage.repository, base, head)).toEqual(merged);
});

test("branches with hostile names → no name reaches the mirror", async () => {
  const commit = await stage.commit({ "a.txt": "hostile\n" });
  for (const name of ["--upload-pack=touch", "a;touch-b", "$(touch-c)", "+x", "head", "HEAD", "b1.x"]) {
    await stage.work.git("push", "--quiet", "origin", `${commit}:refs/heads/${name}`);
  }
  expect(await stage.mirrors().keep(stage.repository, commit)).toBeNull();
  expect(await kept()).toEqual([`refs/evidence/${commit}`]);
});

test.for([
  ["an owner", { owner: "../ada" }, "5".repeat(40)],
  ["an owner that leads up", { owner: ".." }, "5".repeat(40)],
  ["a name", { name: "vault --upload-pack=touch" }, "5".repeat(40)],
  ["a commit that is a switch", {}, "--upload-pack=touch"],
  ["a commit with a second refspec", {}, `${"5".repeat(40)}\n+refs/heads/*`],
] as const)("%s that nobody can have on GitHub → nothing is fetched", async ([, changed, commit]) => {
  const log = join(stage.folder, "calls");
  vi.stubEnv("PATH", await fakeGit(stage.folder, `echo "$1" >> '${log}'\nexec "$git" "$@"`));
  expect(await stage.mirrors().keep({ ...stage.repository, ...changed }, commit)).toHaveProperty("unavailable");
  expect(await linesOf(log)).not.toContain("fetch");
});

test.for([
  ["its head is gone", (mirror: string) => rm(join(mirror, "HEAD"))],
  ["its settings are garbage", (mirror: string) => writeFile(join(mirror, "config"), "[core\n")],
  ["a ref is garbage", (mirror: string) => writeFile(join(mirror, "refs", "evidence", "5".repeat(40)), "garbage\n")],
] as const)("%s → the mirror is made anew, and the broken one stays aside", async ([, spoil]) => {
  const mirrors = stage.mirrors();
  const first = await stage.commit({ "a.txt": "1\n" });
  await mirrors.keep(stage.repository, first);
  await spoil(path());
  const second = await stage.commit({ "a.txt": "2\n" }, first);
  expect(await mirrors.keep(stage.repository, second)).toBeNull();
  expect(await kept()).toEqual([`refs/evidence/${second}`]);
  expect(await readdir(stage.folder)).toContain(`${stage.repository.repositoryId}.broken.git`);
});

test("its packs are gone → everything is fetched again", async () => {
  const mirrors = stage.mirrors();
  const first = await stage.commit({ "a.txt": "1\n" });
  await mirrors.keep(stage.repository, first);
  await rm(join(path(), "objects", "pack"), { recursive: true });
  const second = await stage.commit({ "a.txt": "2\n" }, first);
  expect(await mirrors.keep(stage.repository, second)).toBeNull();
  expect(await inMirror("show", `${first}:a.txt`)).toBe("1");
});

test("what a git that was killed left behind → is cleared away", async () => {
  const mirrors = stage.mirrors();
  const first = await stage.commit({ "a.txt": "1\n" });
  await mirrors.keep(stage.repository, first);
  const second = await stage.commit({ "a.txt": "2\n" }, first);
  await writeFile(join(path(), "objects", "pack", "tmp_pack_x"), "half");
  await writeFile(join(path(), "refs", "evidence", `${second}.lock`), "");
  expect(await mirrors.keep(stage.repository, second)).toBeNull();
  expect(await readdir(join(path(), "objects", "pack"))).not.toContain("tmp_pack_x");
});

test("a commit as old tools wrote them → is kept; a tree that is none → is not", async () => {
  const { work } = stage;
  const root = await stage.commit({ "a.txt": "1\n" });
  const tree = await work.git("rev-parse", `${root}^{tree}`);
  const raw = join(work.directory, ".git", "raw");
  await writeFile(raw, `tree ${tree}\nauthor A <a> 1 +051800\ncommitter A <a>1 +0000\n\nOld\n`);
  const old = await work.git("hash-object", "-t", "commit", "-w", "--literally", raw);
  const [blob] = [await work.git("rev-parse", `${root}:a.txt`)];
  const entry = (name: string) => Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, "hex")]);
  await writeFile(raw, Buffer.concat([entry("b"), entry("b")]));
  const twice = await work.git("hash-object", "-t", "tree", "-w", "--literally", raw);
  const bad = await work.git("commit-tree", "-m", "Twice", twice);
  await work.git("push", "--quiet", "origin", `${old}:refs/heads/old`, `${bad}:refs/heads/bad`);
  expect(await stage.mirrors().keep(stage.repository, old)).toBeNull();
  expect(await stage.mirrors().keep(stage.repository, bad)).toEqual({ unavailable: "git could not fetch" });
});
