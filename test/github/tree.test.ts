import { expect, test } from "vitest";
import { readEntries } from "../../src/github/tree.ts";
import { mixedPaths } from "../../src/review/merge-trees.ts";
import { replay } from "../support/replay.ts";

const repo = { owner: "acme", repo: "api" };
const [commit, src, deep] = ["1", "2", "3"].map((digit) => digit.repeat(40));
const trees = "GET /repos/acme/api/git/trees";
const blob = (path: string, mode = "100644") => ({ path, mode, type: "blob", sha: `${path}-sha`, size: 3 });
const tree = (path: string, sha = "") => ({ path, mode: "040000", type: "tree", sha });

test("a whole tree → the entries asked for, folders never", async () => {
  const entries = [
    blob("a"),
    tree("src"),
    blob("src/link", "120000"),
    { path: "module", mode: "160000", type: "commit", sha: "m" },
  ];
  const { github } = replay({ [`${trees}/${commit}?recursive=1`]: { body: { truncated: false, tree: entries } } });
  const found = await readEntries(github, repo, commit ?? "", ["a", "src", "src/link", "module", "missing"]);
  expect([...found].map(([path, { mode, size }]) => [path, mode, size])).toEqual([
    ["a", "100644", 3],
    ["src/link", "120000", 3],
    ["module", "160000", null],
  ]);
});

test("a tree too large to be told at once → folder by folder", async () => {
  const whole = (entries: unknown[], truncated = false) => ({ body: { truncated, tree: entries } });
  const { github, asked } = replay({
    [`${trees}/${commit}?recursive=1`]: whole([blob("a")], true),
    [`${trees}/${commit}`]: whole([blob("a"), tree("src", src)]),
    [`${trees}/${src}`]: whole([blob("b"), tree("deep", deep)]),
    [`${trees}/${deep}`]: whole([blob("c", "100755")]),
  });
  const found = await readEntries(github, repo, commit ?? "", ["src/deep/c", "src/b", "gone/x", "a"]);
  expect(Object.fromEntries([...found].map(([path, { mode }]) => [path, mode]))).toEqual({
    "src/deep/c": "100755",
    "src/b": "100644",
    a: "100644",
  });
  expect(asked).toHaveLength(4);
});

test("a folder too large to be read → an error, not an absence", async () => {
  const { github } = replay({
    [`${trees}/${commit}?recursive=1`]: { body: { truncated: true, tree: [] } },
    [`${trees}/${commit}`]: { body: { truncated: true, tree: [] } },
  });
  await expect(readEntries(github, repo, commit ?? "", ["a"])).rejects.toThrow(/too large/);
});

const entries = (text: string) =>
  new Map(
    text
      .split(" ")
      .filter(Boolean)
      .map((entry) => entry.split(":") as [string, string]),
  );

test.for([
  {
    when: "each side changes its own",
    old: "a:1 b:1",
    theirs: "a:2 b:1",
    ours: "a:1 b:2",
    merged: "a:2 b:2",
    clean: true,
  },
  { when: "both make the same change", old: "a:1", theirs: "a:2", ours: "a:2", merged: "a:2", clean: true },
  { when: "one adds, one removes", old: "a:1", theirs: "a:1 b:1", ours: "", merged: "b:1", clean: true },
  { when: "something of its own", old: "a:1", theirs: "a:2", ours: "a:1", merged: "a:2 evil:1", clean: false },
  { when: "a change of the base left out", old: "a:1", theirs: "a:2", ours: "a:1", merged: "a:1", clean: false },
  { when: "a change of ours left out", old: "a:1", theirs: "a:1", ours: "a:2", merged: "a:1", clean: false },
  { when: "both sides of a file mixed", old: "a:1", theirs: "a:2", ours: "a:3", merged: "a:4", clean: false },
  { when: "one side of a conflict chosen", old: "a:1", theirs: "a:2", ours: "a:3", merged: "a:3", clean: false },
  { when: "a removal taken back", old: "a:1", theirs: "", ours: "a:1", merged: "a:1", clean: false },
])("A14 $when → clean: $clean", ({ old, theirs, ours, merged, clean }) => {
  const trees = {
    ancestor: entries(old),
    theirs: entries(theirs),
    ours: entries(ours),
    merged: entries(merged),
  };
  expect(mixedPaths(trees)?.length === 0).toBe(clean);
});
