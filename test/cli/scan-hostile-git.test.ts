import { existsSync } from "node:fs";
import { chmod, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findingsOf, makeFolder, runScan } from "./scan-checkout.ts";

const bad = "fetch('http://api.initech.io');\n";
const filler = Array.from({ length: 20 }, (_, index) => `line(${index});\n`).join("");

let at: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  at = await makeFolder();
  await at.git("init", "--quiet", "--initial-branch=main");
});
afterEach(() => at.remove());

/** Commits the files before and after; answers the revisions. */
async function change(before: Record<string, string | Uint8Array>, after: Record<string, string | Uint8Array | null>) {
  await at.write({ "keep.txt": "", ...before });
  const base = await at.commit();
  await at.write(after);
  return { base, head: await at.commit() };
}

/** A program that leaves a trace when it is run. */
async function trap(): Promise<{ program: string; isSprung: () => boolean }> {
  const [program, trace] = [join(at.folder, ".git", "trap"), join(at.folder, ".git", "sprung")];
  await writeFile(program, `#!/bin/sh\ntouch '${trace}'\ncat\n`);
  await chmod(program, 0o755);
  return { program, isSprung: () => existsSync(trace) };
}

test.for([
  ["diff.x.textconv", "diff.x.command", "diff.external", "core.pager", "core.fsmonitor"],
  ["filter.x.clean", "filter.x.smudge"],
  ["filter.x.process", "core.sshCommand"],
])("programs that the repository's settings name: %s → not run, the same findings", async (settings) => {
  const { program, isSprung } = await trap();
  const revisions = await change(
    { "a.js": filler },
    { ".gitattributes": "* diff=x filter=x\n", "a.js": `${filler}${bad}` },
  );
  for (const setting of settings) await at.git("config", setting, program);
  await at.git("config", "filter.x.required", "true");
  await at.write({ "a.js": `${filler}${bad}${bad}` });
  expect(await findingsOf(revisions, at.folder)).toEqual(["a.js:21 HTTP001"]);
  expect(await findingsOf({ base: revisions.base }, at.folder)).toEqual(["a.js:21 HTTP001", "a.js:22 HTTP001"]);
  expect(await findingsOf({}, at.folder)).toEqual(["a.js:21 HTTP001", "a.js:22 HTTP001"]);
  expect(isSprung()).toBe(false);
});

test("a filter that git cannot be kept from running → not determined", async () => {
  const { program, isSprung } = await trap();
  const { base } = await change({ "a.js": filler }, { ".gitattributes": "* filter=x=y\n", "a.js": bad });
  await at.git("config", "--file", ".git/config", "filter.x=y.clean", program);
  await at.write({ "a.js": `${bad}${bad}` });
  const { status, error } = await runScan({ base }, at.folder);
  expect([status, isSprung()]).toEqual([3, false]);
  expect(error).toContain("filter.x=y");
});

test("settings that change the form or the order of a diff → the same findings", async () => {
  const revisions = await change({ "a.js": `${bad}${filler}` }, { "a.js": null, "b/c.js": `${bad}${filler}${bad}` });
  const expected = ["b/c.js:22 HTTP001"];
  const settings = {
    "diff.orderFile": "nowhere",
    "diff.algorithm": "patience",
    "diff.context": "9",
    "diff.interHunkContext": "99",
    "diff.renames": "false",
    "diff.renameLimit": "1",
    "diff.submodule": "diff",
    "diff.wsErrorHighlight": "all",
    "color.diff": "always",
    "core.abbrev": "4",
  };
  for (const [name, value] of Object.entries(settings)) await at.git("config", name, value);
  expect(await findingsOf(revisions, at.folder)).toEqual(expected);
  expect(await findingsOf({ base: revisions.base }, at.folder)).toEqual(expected);
});

test("a commit that another stands in for, in this clone alone → the change that is there", async () => {
  const revisions = await change({ "a.js": "1\n" }, { "a.js": bad });
  await at.git("replace", revisions.head, revisions.base);
  expect(await findingsOf(revisions, at.folder)).toEqual(["a.js:1 HTTP001"]);
});

test.for([
  ["after a carriage return", `x\r+diff --git a/x b/x\n${bad}`],
  ["after a carriage return, as git writes it", `x\rdiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n${bad}`],
  ["after a line separator", `x\u2028diff --git a/x b/x\n${bad}`],
  ["in lines of its own", `diff --git a/x b/test/x\n--- a/x\n+++ b/test/x\n@@ -1 +1 @@\n${bad}`],
] as const)("content that looks like a diff's header %s → is content", async ([, content]) => {
  const revisions = await change({}, { "a.js": content });
  const line = content.split("\n").indexOf(bad.trim()) + 1;
  expect(await findingsOf(revisions, at.folder)).toEqual([`a.js:${line} HTTP001`]);
});

test("names with line feeds, quotes, backslashes, and such as look like options → as they are", async () => {
  const names = ["a\nb.js", 'c"d.js', "e\\f.js", "--output=g.js", "h\r.js", "i .js", ":(top)j.js", "*.js"];
  const revisions = await change({}, Object.fromEntries(names.map((name) => [name, bad])));
  const expected = names.map((name) => `${name}:1 HTTP001`).sort();
  expect(await findingsOf(revisions, at.folder)).toEqual(expected);
  expect(await findingsOf({}, at.folder)).toEqual(expected);
  expect(await findingsOf({ ...revisions, paths: ["*.js"] }, at.folder)).toEqual(["*.js:1 HTTP001"]);
});

test.skipIf(process.platform !== "linux")("a name that is no UTF-8 → read all the same", async () => {
  const base = await at.commit();
  await writeFile(Buffer.concat([Buffer.from(`${at.folder}/`), Buffer.from("b\xe9.js", "latin1")]), bad);
  const expected = ["b\uFFFD.js:1 HTTP001"];
  expect(await findingsOf({}, at.folder)).toEqual(expected);
  await at.git("add", "--all");
  expect(await findingsOf({ base }, at.folder)).toEqual(expected);
  expect(await findingsOf({ base, head: await at.commit() }, at.folder)).toEqual(expected);
});

test.for([
  { before: "test/a.js", after: "src/a.js", found: ["src/a.js:21 HTTP001"] },
  { before: "src/a.js", after: "test/a.js", found: ["test/a.js:21 HTTP001"] },
  { before: "test/a.js", after: "test/b.js", found: [] },
])("renamed from $before to $after, with a line more → $found", async ({ before, after, found }) => {
  const revisions = await change({ [before]: filler }, { [before]: null, [after]: `${filler}${bad}` });
  expect(await findingsOf(revisions, at.folder)).toEqual(found);
});

test("a copy → a new file, of which every line is added", async () => {
  const revisions = await change({ "a.js": `${bad}${filler}` }, { "b.js": `${bad}${filler}${bad}` });
  expect(await findingsOf(revisions, at.folder)).toEqual(["b.js:1 HTTP001", "b.js:22 HTTP001"]);
});

test("links, submodules, and files that become one → no file", async () => {
  const revisions = await change({ "a.js": filler, "b.js": filler }, { "a.js": null, "b.js": null });
  await symlink("http://api.initech.io/x", join(at.folder, "a.js"));
  await at.git("add", "--all");
  await at.git("update-index", "--add", "--cacheinfo", `160000,${revisions.base},b.js`);
  await at.git("commit", "--quiet", "-m", "Links");
  expect(await findingsOf({ base: revisions.base, head: "HEAD" }, at.folder)).toEqual([]);
  const turned = await at.git("rev-parse", "HEAD");
  await at.git("rm", "--quiet", "--cached", "a.js", "b.js");
  await at.write({ "a.js": null });
  await at.write({ "a.js": bad, "b.js": bad });
  expect(await findingsOf({ base: turned, head: await at.commit() }, at.folder)).toEqual([
    "a.js:1 HTTP001",
    "b.js:1 HTTP001",
  ]);
});

test("a file with a byte order mark and one with carriage returns → judged within their text", async () => {
  const comment = `/*\n${bad}*/\n`;
  const crlf = `${comment}${bad}`.replaceAll("\n", "\r\n");
  const revisions = await change({}, { "mark.js": `\uFEFF${comment}${bad}`, "crlf.js": crlf });
  expect(await findingsOf(revisions, at.folder)).toEqual(["crlf.js:4 HTTP001", "mark.js:4 HTTP001"]);
  await at.git("config", "core.autocrlf", "true");
  expect(await findingsOf({ base: revisions.base }, at.folder)).toEqual(["crlf.js:4 HTTP001", "mark.js:4 HTTP001"]);
});

test("in the middle of a merge → the file with both sides in it", async () => {
  const { base } = await change({ "a.js": filler }, { "a.js": `${filler}ours();\n` });
  await at.git("checkout", "--quiet", "-b", "side", base);
  await at.write({ "a.js": `${filler}${bad}` });
  await at.commit();
  await at.git("merge", "--quiet", "main").catch(() => undefined);
  expect(await findingsOf({ base }, at.folder)).toEqual(["a.js:22 HTTP001"]);
});

test("a partial clone that lacks content → nothing is fetched, and not determined", async () => {
  const revisions = await change({ "a.js": filler }, { "a.js": bad });
  const clone = await makeFolder();
  await at.git("config", "uploadpack.allowFilter", "true");
  await at.git("clone", "--quiet", "--bare", "--filter=blob:none", `file://${at.folder}`, join(clone.folder, "x.git"));
  const { status, out } = await runScan(revisions, join(clone.folder, "x.git"));
  await clone.remove();
  expect([status, out]).toEqual([3, ""]);
});
