import { expect, test } from "vitest";
import { parseHunks } from "../../src/review/hunks.ts";

test.for([
  { when: "one hunk", patch: "@@ -1,2 +1,3 @@ x\n a\n+b\n c", added: 1, removed: 0, isWhole: true },
  { when: "counts left out", patch: "@@ -1 +1 @@\n-a\n+b", added: 1, removed: 1, isWhole: true },
  {
    when: "a line that looks like a header",
    patch: "@@ -1 +1,2 @@\n a\n+@@ -1 +1 @@",
    added: 1,
    removed: 0,
    isWhole: true,
  },
  {
    when: "no line break at the end",
    patch: "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file",
    added: 1,
    removed: 0,
    isWhole: true,
  },
  { when: "two hunks", patch: "@@ -1 +1,2 @@\n a\n+b\n@@ -9 +10 @@\n-c\n+d", added: 2, removed: 1, isWhole: true },
  { when: "carriage returns", patch: "@@ -1 +1,2 @@\n a\r\n+b\r", added: 1, removed: 0, isWhole: true },
  { when: "a hunk cut short", patch: "@@ -1,2 +1,3 @@\n a\n+b", added: 1, removed: 0, isWhole: false },
  {
    when: "the first of two cut short",
    patch: "@@ -1,2 +1,3 @@\n a\n@@ -9 +9 @@\n-c\n+d",
    added: 1,
    removed: 1,
    isWhole: false,
  },
  { when: "lines before a header", patch: "+b\n@@ -1 +1 @@\n-c\n+d", added: 1, removed: 1, isWhole: false },
  { when: "nothing", patch: "", added: 0, removed: 0, isWhole: false },
])("$when", ({ patch, added, removed, isWhole }) => {
  expect(parseHunks(patch)).toMatchObject({ added, removed, isWhole });
});

test("line numbers and section headings are dropped, the lines are kept verbatim", () => {
  expect(parseHunks("@@ -1,2 +1,2 @@ heading\n  \ta\n-b \n+b").hunks).toEqual([["  \ta", "-b ", "+b"]]);
});
