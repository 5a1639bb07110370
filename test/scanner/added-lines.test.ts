import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addedLines } from "../../src/scanner/added-lines.ts";
import { linesOf } from "../../src/scanner/lines.ts";

const run = promisify(execFile);

test.for([
  { when: "a line is added", patch: "@@ -1 +1,2 @@\n a\n+b", added: [{ line: 2, text: "b" }] },
  {
    when: "a file is new",
    patch: "@@ -0,0 +1,2 @@\n+a\n+b\n",
    added: [
      { line: 1, text: "a" },
      { line: 2, text: "b" },
    ],
  },
  { when: "lines are only removed", patch: "@@ -1,2 +1 @@\n a\n-b\n", added: [] },
  {
    when: "there are two hunks with headings",
    patch: "@@ -1,2 +1,2 @@\n-a\n+A\n b\n@@ -10 +10,2 @@ function f() {\n x\n+y\n",
    added: [
      { line: 1, text: "A" },
      { line: 11, text: "y" },
    ],
  },
  {
    when: "no line feed ends the file",
    patch: "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n",
    added: [{ line: 1, text: "b" }],
  },
  { when: "lines end with CR LF", patch: "@@ -1 +1,2 @@\n a\r\n+b\r\n", added: [{ line: 2, text: "b" }] },
  {
    when: "the content looks like a hunk",
    patch: "@@ -1 +1,2 @@\n a\n+@@ -9 +9 @@\n",
    added: [{ line: 2, text: "@@ -9 +9 @@" }],
  },
  {
    when: "the content looks like a header",
    patch: "@@ -1 +1,3 @@\n a\n+++ b/x\n+-- a\n",
    added: [
      { line: 2, text: "++ b/x" },
      { line: 3, text: "-- a" },
    ],
  },
  {
    when: "white space was cut off an empty context line",
    patch: "@@ -1,2 +1,3 @@\n a\n\n+b\n",
    added: [{ line: 3, text: "b" }],
  },
  {
    when: "a header of git stands before",
    patch: "--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n a\n+b\n",
    added: [{ line: 2, text: "b" }],
  },
  { when: "the patch is empty", patch: "", added: [] },
])("$when → its lines", ({ patch, added }) => {
  expect(addedLines(patch)).toEqual(added);
});

test.for([
  { when: "the last hunk is cut off", patch: "@@ -1 +1,3 @@\n a\n+b\n", added: [2] },
  { when: "a hunk is longer than its header says", patch: "@@ -1 +1 @@\n+a\n+b\n", added: [1, 2] },
  { when: "a hunk ends early", patch: "@@ -1 +1,3 @@\n a\n@@ -9 +9,2 @@\n x\n+y\n", added: [10] },
  { when: "there is no hunk", patch: "Binary files differ\n+x", added: [] },
])("$when → what is there", ({ patch, added }) => {
  expect(addedLines(patch).map(({ line }) => line)).toEqual(added);
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "added-lines-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function diff(before: string, after: string): Promise<string> {
  await writeFile(join(folder, "before"), before);
  await writeFile(join(folder, "after"), after);
  const args = ["diff", "--no-index", "--no-color", "--text", "before", "after"];
  const { stdout } = await run("git", args, { cwd: folder }).catch((error: { stdout: string }) => error);
  return stdout;
}

const row = fc.constantFrom(
  "",
  "a",
  "b",
  " ",
  "+",
  "-",
  "@@ -1 +1 @@",
  "\\ No newline at end of file",
  "-- x",
  "c\r",
  "é\u2028z",
);
const file = fc
  .tuple(fc.array(row, { maxLength: 25 }), fc.boolean())
  .map(([rows, ended]) => rows.join("\n") + (ended ? "\n" : ""));

test("what git's diff adds → exactly the new file's lines that the old one, in order, has not", {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(file, file, async (before, after) => {
      const lines = linesOf(after);
      const added = addedLines(await diff(before, after));
      for (const { line, text } of added) expect(lines[line - 1]).toEqual({ line, text });
      const numbers = new Set(added.map(({ line }) => line));
      const kept = lines.filter(({ line }) => !numbers.has(line)).map(({ text }) => text);
      expect(
        isWithin(
          kept,
          linesOf(before).map(({ text }) => text),
        ),
      ).toBe(true);
    }),
    { numRuns: process.env.MERGEWARDEN_DEEP ? 1000 : 40 },
  );
});

/** Whether some rows are among others in the same order. */
function isWithin(rows: readonly string[], others: readonly string[]): boolean {
  let next = 0;
  for (const other of others) if (other === rows[next]) next += 1;
  return next === rows.length;
}

test("a patch that is cut anywhere → the first of its lines, the last maybe cut", () => {
  const patch = "@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n@@ -9 +9,2 @@\n x\n+y";
  const all = addedLines(patch).map(({ line }) => line);
  for (let length = 0; length < patch.length; length += 1) {
    const found = addedLines(patch.slice(0, length)).map(({ line }) => line);
    expect(found).toEqual(all.slice(0, found.length));
  }
});
