import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkSegments } from "../../src/verification/clones.ts";
import { Problems } from "../../src/verification/problems.ts";

const folder = mkdtempSync(join(tmpdir(), "clones-"));
afterAll(() => rmSync(folder, { recursive: true }));

function git(...args: string[]): string {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  return execFileSync("git", ["-C", folder, ...who, ...args], { encoding: "utf8" }).trim();
}

git("init", "-q");
const shas = ["one", "two", "three"].map((message) => {
  git("commit", "-q", "--allow-empty", "-m", message);
  return git("rev-parse", "HEAD");
});
const [one = "", two = "", three = ""] = shas;
const tree = git("rev-parse", "HEAD^{tree}");
const listed = [
  [two, { tree, parents: one }],
  [three, { tree, parents: two }],
] as const;
const segment = { repository: "acme/api", ref: "refs/heads/main", from: one, to: three, commits: new Map() };

test.for([
  { when: "git says the same", commits: listed, codes: [] },
  { when: "a commit is left out", commits: listed.slice(1), codes: ["CLONE_DIFFERS"] },
  {
    when: "a commit is made up",
    commits: [...listed, ["f".repeat(40), { tree, parents: two }] as const],
    codes: ["CLONE_DIFFERS"],
  },
  {
    when: "a tree is another",
    commits: [[two, { tree: one, parents: one }] as const, ...listed.slice(1)],
    codes: ["CLONE_DIFFERS"],
  },
])("$when → $codes", async ({ commits, codes }) => {
  const problems = new Problems();
  expect(await checkSegments([folder], [{ ...segment, commits: new Map(commits) }], problems)).toBe(true);
  expect(problems.list().map(({ code }) => code)).toEqual(codes);
});

test("a head that no clone holds, and one that is an option", async () => {
  const problems = new Problems();
  const gone = { ...segment, to: "e".repeat(40) };
  expect(await checkSegments([folder], [gone], problems)).toBe(false);
  expect(problems.list()).toEqual([]);
  expect(await checkSegments([folder], [{ ...segment, to: "--output=x" }], problems)).toBe(false);
  expect(problems.list()).toMatchObject([{ code: "FILE_MALFORMED" }]);
});

test("grafts in a clone hide no commit", async () => {
  const grafts = join(folder, ".git", "info", "grafts");
  mkdirSync(dirname(grafts), { recursive: true });
  writeFileSync(grafts, `${three} ${one}\n`);
  const problems = new Problems();
  const hidden = new Map([[three, { tree, parents: one }]]);
  await checkSegments([folder], [{ ...segment, commits: hidden }], problems);
  rmSync(grafts);
  expect(problems.list()).toMatchObject([{ code: "CLONE_DIFFERS" }, { code: "CLONE_DIFFERS" }]);
});
