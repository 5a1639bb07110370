import { chmod, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findingsOf, makeFolder, runScan } from "./scan-checkout.ts";

const bad = "fetch('http://api.initech.io');\n";

let at: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  at = await makeFolder();
});
afterEach(() => at.remove());

async function init(folder = "."): Promise<void> {
  await at.git("init", "--quiet", "--initial-branch=main", folder);
}

test("ignored by .git/info/exclude, by the user's own file, and unignored further down → as git has it", async () => {
  await init();
  await at.write({
    "excluded.js": bad,
    "mine.js": bad,
    "b/mine.js": bad,
    "b/.gitignore": "!mine.js\n",
    "own-excludes": "mine.js\n",
    ".git/info/exclude": "/excluded.js\n",
  });
  await at.git("config", "core.excludesFile", join(at.folder, "own-excludes"));
  expect(await findingsOf({}, at.folder)).toEqual(["b/mine.js:1 HTTP001"]);
});

test.for([["a checkout", true] as const, ["a folder without git", false] as const])(
  "%s with checkouts in it → each lists its own",
  async ([, isCheckout]) => {
    await at.write({
      "a.js": bad,
      "inner/b.js": bad,
      "inner/excluded.js": bad,
      "inner/made/c.js": bad,
      "inner/.gitignore": "made\n",
    });
    await init("inner");
    await at.write({ "inner/.git/info/exclude": "excluded.js\n" });
    if (isCheckout) await init();
    const own = isCheckout ? [] : ["inner/b.js:1 HTTP001"];
    expect(await findingsOf({}, at.folder)).toEqual(["a.js:1 HTTP001", ...own]);
    expect(await findingsOf({ paths: ["inner"] }, at.folder)).toEqual(["inner/b.js:1 HTTP001"]);
  },
);

test.for([["a checkout", true] as const, ["a folder without git", false] as const])(
  "%s: patterns mind upper and lower case, folders and exceptions",
  async ([, isCheckout]) => {
    if (isCheckout) await init();
    await at.write({
      ".gitignore": "Made/\n*.gen.js\n!keep.gen.js\n/top.js\n\\#odd.js\n",
      "Made/a.js": bad,
      "made/a.js": bad,
      "x.gen.js": bad,
      "keep.gen.js": bad,
      "top.js": bad,
      "sub/top.js": bad,
      "#odd.js": bad,
      "sub/Made": bad,
    });
    expect(await findingsOf({}, at.folder)).toEqual([
      "keep.gen.js:1 HTTP001",
      "made/a.js:1 HTTP001",
      "sub/Made:1 HTTP001",
      "sub/top.js:1 HTTP001",
    ]);
  },
);

test("a folder that git ignores, but that is named → looked at, by its own .gitignore", async () => {
  await init();
  await at.write({ ".gitignore": "dist\n", "dist/a.js": bad, "dist/b/c.js": bad, "dist/b/.gitignore": "c.js\n" });
  expect(await findingsOf({}, at.folder)).toEqual([]);
  expect(await findingsOf({ paths: ["dist"] }, at.folder)).toEqual(["dist/a.js:1 HTTP001"]);
});

test.for([["a checkout", true] as const, ["a folder without git", false] as const])(
  "%s with links that lead round, out and nowhere → not followed; one that is named is",
  async ([, isCheckout]) => {
    const other = await makeFolder();
    await other.write({ "out.js": bad });
    await at.write({ "a.js": bad });
    if (isCheckout) await init();
    await symlink(".", join(at.folder, "round"));
    await symlink("nowhere", join(at.folder, "dangling.js"));
    await symlink(join(other.folder, "out.js"), join(at.folder, "out.js"));
    await symlink(other.folder, join(at.folder, "outside"));
    expect(await findingsOf({}, at.folder)).toEqual(["a.js:1 HTTP001"]);
    expect(await findingsOf({ paths: ["out.js"] }, at.folder)).toEqual(["out.js:1 HTTP001"]);
    expect(await findingsOf({ paths: ["outside"] }, at.folder)).toEqual(["outside/out.js:1 HTTP001"]);
    expect((await runScan({ paths: ["dangling.js"] }, at.folder)).status).toBe(2);
    await other.remove();
  },
);

test("a submodule, and a tracked file that is gone → left out", async () => {
  await init();
  await at.write({ "a.js": bad, "gone.js": bad });
  const commit = await at.commit();
  await at.write({ "gone.js": null });
  await at.git("update-index", "--add", "--cacheinfo", `160000,${commit},module`);
  expect(await findingsOf({}, at.folder)).toEqual(["a.js:1 HTTP001"]);
});

test("a file that two paths lead to → once; a path like an option or a pattern → the file of that name", async () => {
  await init();
  await at.write({ "-a.js": bad, "*.js": bad, "b.js": bad });
  expect(await findingsOf({ paths: ["b.js", "./b.js", join(at.folder, "b.js")] }, at.folder)).toHaveLength(1);
  expect(await findingsOf({ paths: ["*.js"] }, at.folder)).toEqual(["*.js:1 HTTP001"]);
  expect(await findingsOf({ paths: ["-a.js"] }, at.folder)).toEqual(["-a.js:1 HTTP001"]);
});

test.skipIf(process.getuid?.() === 0).for([["a checkout", true] as const, ["a folder without git", false] as const])(
  "%s with a folder that may not be read → told, status 3, the others looked at",
  async ([, isCheckout]) => {
    if (isCheckout) await init();
    await at.write({ "a.js": "fine();\n", "sub/closed/b.js": bad });
    await chmod(join(at.folder, "sub/closed"), 0);
    const { status, out, error } = await runScan({ json: true }, at.folder);
    await chmod(join(at.folder, "sub/closed"), 0o700);
    expect([status, JSON.parse(out).unreadable]).toEqual([3, ["sub/closed"]]);
    expect(error).toContain("sub/closed");
  },
);

test("a bare repository → status 2: what lies there is git's own", async () => {
  await at.git("init", "--quiet", "--bare", "x.git");
  await at.write({ "x.git/y/a.js": bad });
  const refused = "a bare repository, which has no files to look at; --base looks at a change in it";
  expect(await runScan({}, join(at.folder, "x.git"))).toMatchObject({ status: 2, error: `scan: .: ${refused}\n` });
  expect(await runScan({ paths: ["x.git"] }, at.folder)).toMatchObject({
    status: 2,
    error: `scan: x.git: ${refused}\n`,
  });
  expect(await findingsOf({ paths: ["x.git/y"] }, at.folder)).toEqual(["x.git/y/a.js:1 HTTP001"]);
});
