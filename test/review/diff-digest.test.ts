import { expect, test } from "vitest";
import { type Change, diffDigest, type FileChange, reviewedDigest } from "../../src/review/diff-digest.ts";

const patch = "@@ -10,3 +10,4 @@ def pay():\n     check()\n+    log()\n     send()\n     close()";

function file(given: Partial<FileChange> = {}): FileChange {
  return {
    status: "modified",
    path: "pay.py",
    previousPath: null,
    additions: 1,
    deletions: 0,
    patch,
    base: { mode: "100644", blob: "b1" },
    head: { mode: "100644", blob: "h1" },
    ...given,
  };
}

function change(...files: FileChange[]): Change {
  return { files, changedFiles: files.length };
}

const same: { when: string; a: Change; b: Change }[] = [
  {
    when: "the base moved under it: other line numbers, headings and blobs",
    a: change(file()),
    b: change(
      file({
        patch: patch.replace("-10,3 +10,4 @@ def pay():", "-42,3 +42,4 @@ class Other:"),
        base: { mode: "100644", blob: "b2" },
        head: { mode: "100644", blob: "h2" },
      }),
    ),
  },
  {
    when: "files listed in another order",
    a: change(file({ path: "a" }), file({ path: "b" })),
    b: change(file({ path: "b" }), file({ path: "a" })),
  },
  {
    when: "the same binary",
    a: change(file({ patch: null, additions: 0 })),
    b: change(file({ patch: null, additions: 0 })),
  },
];

test.for(same)("$when → the same change", ({ a, b }) => {
  expect(reviewedDigest(a, b)).toBe(diffDigest(b));
  expect(diffDigest(a)).toMatch(/^sha256:[0-9a-f]{64}$/);
});

const other: { when: string; b: FileChange }[] = [
  { when: "re-indented Python", b: file({ patch: patch.replace("+    log()", "+        log()") }) },
  { when: "a context line that became another", b: file({ patch: patch.replace("     send()", "     steal()") }) },
  { when: "another mode", b: file({ head: { mode: "100755", blob: "h1" } }) },
  { when: "a file that becomes a link", b: file({ head: { mode: "120000", blob: "h1" } }) },
  { when: "another name before", b: file({ status: "renamed", previousPath: "old.py" }) },
  { when: "a patch that is hidden now", b: file({ patch: null, head: { mode: "100644", blob: "h2" } }) },
  { when: "a patch that is cut short", b: file({ patch: "@@ -10,3 +10,4 @@\n     check()" }) },
  { when: "more lines than the patch shows", b: file({ additions: 2 }) },
  { when: "no line break at the end", b: file({ patch: `${patch}\n\\ No newline at end of file` }) },
  { when: "another file", b: file({ path: "other.py" }) },
];

test.for(other)("$when → another change", ({ b }) => {
  expect(diffDigest(change(b))).not.toBe(diffDigest(change(file())));
});

test("replaced binary → another change, by its blobs", () => {
  const binary = { patch: null, additions: 0 };
  const before = change(file(binary));
  const after = change(file({ ...binary, base: { mode: "100644", blob: "b2" }, head: { mode: "100644", blob: "h2" } }));
  expect(reviewedDigest(before, after)).not.toBe(diffDigest(after));
});

test("a hunk moved between two identical functions → no digest, though the hunks are the same", () => {
  const moved = file({ patch: patch.replace("-10,3 +10,4", "-30,3 +30,4"), head: { mode: "100644", blob: "h2" } });
  expect(diffDigest(change(moved))).toBe(diffDigest(change(file())));
  expect(reviewedDigest(change(file()), change(moved))).toBeNull();
});

test("a 301st file that is not listed → no digest", () => {
  const files = Array.from({ length: 300 }, (_, index) => file({ path: `f${index}` }));
  expect(diffDigest({ files, changedFiles: 301 })).toBeNull();
  expect(reviewedDigest({ files, changedFiles: 301 }, { files, changedFiles: 300 })).toBeNull();
});
