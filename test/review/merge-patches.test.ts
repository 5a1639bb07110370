import { expect, test } from "vitest";
import { mergePatches } from "../../src/review/merge-patches.ts";

const text = "a\nb\nc\nd\ne\nf\ng\n";
const hunk = (at: number, old: string[], lines: string[]) =>
  `@@ -${at},${old.length} +${at},${lines.filter((line) => !line.startsWith("-")).length} @@ heading\n${lines.join("\n")}`;
const first = hunk(1, ["a", "b"], ["-a", "+A", " b"]);
const last = hunk(6, ["f", "g"], [" f", "-g", "+G", "+h"]);

test.for<{ when: string; one: string; other: string; merged: string | null }>([
  { when: "two lines apart", one: first, other: last, merged: "A\nb\nc\nd\ne\nf\nG\nh\n" },
  { when: "the same on both sides", one: first, other: first, merged: "A\nb\nc\nd\ne\nf\ng\n" },
  { when: "one line differently", one: first, other: hunk(1, ["a"], ["-a", "+X"]), merged: null },
  { when: "neighbouring lines", one: first, other: hunk(1, ["a", "b"], [" a", "-b", "+B"]), merged: null },
  {
    when: "lines added at one place",
    one: hunk(3, ["c"], [" c", "+x"]),
    other: hunk(4, ["d"], ["+y", " d"]),
    merged: null,
  },
  { when: "a context that is not there", one: first, other: hunk(5, ["x"], [" x", "-f", "+F"]), merged: null },
  { when: "a line removed that is not there", one: first, other: hunk(5, ["x"], ["-x"]), merged: null },
  { when: "a patch that is none", one: first, other: "garbage", merged: null },
  { when: "beyond the end", one: first, other: hunk(9, ["x"], ["-x"]), merged: null },
  {
    when: "an empty line, and one put before all",
    one: hunk(6, ["f"], [" f", "+"]),
    other: "@@ -0,0 +1,1 @@\n+top",
    merged: "top\na\nb\nc\nd\ne\nf\n\ng\n",
  },
])("$when → $merged", ({ one, other, merged }) => {
  expect(mergePatches(text, one, other)).toBe(merged);
  expect(mergePatches(text, other, one)).toBe(merged);
});

test("no line feed at the end, put there and taken away → kept as it is", () => {
  const open = "a\nb\nc";
  const closes = hunk(3, ["c"], ["-c", "\\ No newline at end of file", "+c"]);
  expect(mergePatches(open, hunk(1, ["a"], ["-a", "+A"]), closes)).toBe("A\nb\nc\n");
  const opens = hunk(3, ["c"], ["-c", "+C", "\\ No newline at end of file"]);
  expect(mergePatches(`${open}\n`, hunk(1, ["a"], ["-a", "+A"]), opens)).toBe("A\nb\nC");
});

test("a text of 200,000 lines, each end changed → merged", () => {
  const lines = Array.from({ length: 200_000 }, (_, index) => `${index}\n`);
  const merged = mergePatches(
    lines.join(""),
    hunk(1, ["0"], ["-0", "+x"]),
    hunk(200_000, ["199999"], ["-199999", "+y"]),
  );
  expect(merged).toBe(["x\n", ...lines.slice(1, -1), "y\n"].join(""));
});
