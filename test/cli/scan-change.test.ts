import { rename, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findingsOf, makeFolder, runScan } from "./scan-checkout.ts";

const bad = "fetch('http://api.initech.io');\n";
const filler = Array.from({ length: 20 }, (_, index) => `line(${index});\n`).join("");

let checkout: Awaited<ReturnType<typeof makeFolder>>;
let base: string;
let head: string;

beforeAll(async () => {
  checkout = await makeFolder();
  await checkout.git("init", "--quiet", "--initial-branch=main");
  await checkout.write({
    "old.js": `${bad}${filler}`,
    "moved.js": `${bad}${filler}`,
    "comment.js": "/*\n\n*/\n",
    "gone.js": "f('http://gone.initech.io');\n",
    "blob.dat": new Uint8Array([0, 1, 2]),
    ".gitattributes": "hidden.js -diff\npicture.js binary\n",
    "hidden.js": filler,
    "picture.js": filler,
    "mode.js": bad,
  });
  base = await checkout.commit();
  await checkout.git("checkout", "--quiet", "-b", "topic");
  await rename(join(checkout.folder, "moved.js"), join(checkout.folder, "new name é.js"));
  await checkout.write({
    "old.js": `${bad}${filler}${bad}`,
    "new name é.js": `${bad}${filler}fetch('http://' + host);\n`,
    "comment.js": `/*\n${bad}*/\n`,
    "gone.js": null,
    "blob.dat": new Uint8Array([0, 1, 2, ...Buffer.from(`\n${bad}`)]),
    "hidden.js": `${filler}${bad}`,
    "picture.js": `${filler}${bad}`,
    "test/added.js": bad,
    "wide.js": Buffer.from(`\uFEFF${filler}${bad}`, "utf16le"),
    "-f.js": bad,
    'quote " and\ttab.js': bad,
    "a/b -> c.js": bad.trim(),
  });
  head = await checkout.commit();
  await checkout.git("checkout", "--quiet", "main");
  await checkout.write({ "old.js": filler });
  await checkout.commit();
  await checkout.git("checkout", "--quiet", "topic");
});
afterAll(() => checkout.remove());

const expected = [
  "-f.js:1 HTTP001",
  "a/b -> c.js:1 HTTP001",
  "hidden.js:21 HTTP001",
  "new name é.js:22 HTTP002",
  "old.js:22 HTTP001",
  "picture.js:21 HTTP001",
  'quote " and\ttab.js:1 HTTP001',
  "wide.js:21 HTTP001",
].sort();

test("between two revisions → the added lines, by the new names", async () => {
  expect(await findingsOf({ base, head }, checkout.folder)).toEqual(expected);
});

test("A33 a test that becomes source code → every line of it, though none is added", async () => {
  const folder = await makeFolder();
  await folder.git("init", "--quiet", "--initial-branch=main");
  await folder.write({ "test/pay.js": bad, "lib/kept.js": bad });
  const before = await folder.commit();
  await folder.write({ "test/pay.js": null, "lib/pay.js": bad, "lib/kept.js": null, "lib/renamed.js": bad });
  await folder.commit();
  expect(await findingsOf({ base: before }, folder.folder)).toEqual(["lib/pay.js:1 HTTP001"]);
  await folder.remove();
});

test("against a branch that went on → what was added since it was left", async () => {
  expect(await findingsOf({ base: "main", head: "topic" }, checkout.folder)).toEqual(expected);
});

test("from a folder of the checkout, from elsewhere, and below a path → the same change", async () => {
  expect(await findingsOf({ base, head }, join(checkout.folder, "test"))).toEqual(expected);
  expect(await findingsOf({ base, head, paths: [checkout.folder] }, join(checkout.folder, ".."))).toEqual(expected);
  expect(await findingsOf({ base, head, paths: ["a", "hidden.js"] }, checkout.folder)).toEqual([
    "a/b -> c.js:1 HTTP001",
    "hidden.js:21 HTTP001",
  ]);
});

test("in a bare repository → the same; without a head its HEAD", async () => {
  const bare = await makeFolder();
  await checkout.git("clone", "--quiet", "--bare", checkout.folder, join(bare.folder, "x.git"));
  expect(await findingsOf({ base, head }, join(bare.folder, "x.git"))).toEqual(expected);
  expect(await findingsOf({ base }, join(bare.folder, "x.git"))).toEqual(expected);
  expect(await findingsOf({ base, head, paths: ["x.git"] }, bare.folder)).toEqual(expected);
  await bare.remove();
});

test("without a head → up to the working tree", async () => {
  await checkout.write({ "mode.js": `${bad}f('http://b.globex.co');\n` });
  expect(await findingsOf({ base: "HEAD" }, checkout.folder)).toEqual(["mode.js:2 HTTP001"]);
  await checkout.git("add", "mode.js");
  expect(await findingsOf({ base: "HEAD" }, checkout.folder)).toEqual(["mode.js:2 HTTP001"]);
  await checkout.git("checkout", "--quiet", "HEAD", "--", "mode.js");
});

test("the first commit against the empty tree → every line", async () => {
  expect(await findingsOf({ base: "4b825dc642cb6eb9a060e54bf8d69288fbee4904", head: base }, checkout.folder)).toEqual([
    "gone.js:1 HTTP001",
    "mode.js:1 HTTP001",
    "moved.js:1 HTTP001",
    "old.js:1 HTTP001",
  ]);
});

test("settings of the repository that change diffs → no effect", async () => {
  const settings = ["diff.noprefix", "diff.mnemonicPrefix", "color.ui", "diff.relative", "core.quotePath"];
  for (const setting of settings) await checkout.git("config", setting, setting === "color.ui" ? "always" : "true");
  await checkout.git("config", "diff.external", "false");
  expect(await findingsOf({ base, head }, join(checkout.folder, "a"))).toEqual(expected);
});

test("a path outside of the repository → status 2", async () => {
  const { status } = await runScan({ base, paths: [checkout.folder, ".."] }, checkout.folder);
  expect(status).toBe(2);
});

test("a path that is neither before nor after the change → status 2; one that the change removes is", async () => {
  for (const paths of [["nothing.js"], ["old.js", "nothing"]]) {
    const { status, error } = await runScan({ base, head, paths }, checkout.folder);
    expect([status, error]).toEqual([2, expect.stringContaining("no such file or folder")]);
  }
  expect((await runScan({ base, head, paths: ["gone.js"] }, checkout.folder)).status).toBe(0);
  const link = await makeFolder();
  await symlink(checkout.folder, join(link.folder, "link"));
  expect((await runScan({ base, head, paths: ["link/gone.js"] }, link.folder)).status).toBe(0);
  expect(await findingsOf({ base, head, paths: ["link"] }, link.folder)).toEqual(expected);
  await link.remove();
});

test("a checkout beside the repository's own, and a shallow clone → the same change", async () => {
  const other = await makeFolder();
  await checkout.git("worktree", "add", "--quiet", "--detach", join(other.folder, "beside"), head);
  expect(await findingsOf({ base }, join(other.folder, "beside"))).toEqual(expected);
  expect(await findingsOf({ base, paths: ["beside/a"] }, other.folder)).toEqual(["a/b -> c.js:1 HTTP001"]);
  await checkout.git("worktree", "remove", "--force", join(other.folder, "beside"));
  const clone = join(other.folder, "shallow");
  await checkout.git("clone", "--quiet", "--depth=2", "--branch=topic", `file://${checkout.folder}`, clone);
  expect(await findingsOf({ base: "HEAD~1", head: "HEAD" }, clone)).toEqual(expected);
  await other.remove();
});

test("the tree of the index as head, as a hook gives it → what is staged, before the first commit, too", async () => {
  const fresh = await makeFolder();
  await fresh.git("init", "--quiet", "--initial-branch=main");
  const empty = await fresh.git("hash-object", "-t", "tree", "/dev/null");
  await fresh.write({ "staged.js": bad, "later.js": "" });
  await fresh.git("add", "--all");
  await fresh.write({ "staged.js": "mended();\n", "later.js": bad });
  const head = await fresh.git("write-tree");
  expect(await findingsOf({ base: empty, head }, fresh.folder)).toEqual(["staged.js:1 HTTP001"]);
  await fresh.remove();
});
