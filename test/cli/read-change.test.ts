import fc from "fast-check";
import { expect, test } from "vitest";
import { readChange } from "../../src/cli/scan/read-change.ts";
import { linesOf } from "../../src/scanner/lines.ts";
import { makeFolder } from "./scan-checkout.ts";

const pieces = [
  "a",
  "é",
  "\n",
  "\r",
  "\r\n",
  "\u2028",
  "\f",
  " ",
  "\t",
  "+",
  "-",
  "\\ No newline at end of file",
  "\ndiff --git a/x b/x\n",
  "\rdiff --git a/x b/x\n",
  "\n@@ -1 +1 @@\n",
  "\n+++ b/x\n",
  "\n--- a/x\n",
  "rename from x\n",
];
const content = fc
  .array(fc.constantFrom(...pieces), { maxLength: 12 })
  .map((parts) => parts.join(""))
  .filter((text) => text !== "");
const letters = ["a", "é", " ", '"', "\\", "\n", "\t", "'", "$", "b/", "->", "*"];
const name = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));

test("files of any name and content → new ones have all their lines, changed ones the lines that git counts", {
  timeout: 60_000,
}, async () => {
  const at = await makeFolder();
  await at.git("init", "--quiet");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, content, content), { maxLength: 12 }), async (made) => {
      await at.git("rm", "-r", "--quiet", "--force", "--ignore-unmatch", ".");
      await at.commit();
      const files = new Map(made.map(([suffix, ...texts], index) => [`${index}${suffix}x`, texts]));
      const kept = [...files].filter((_, index) => index % 2 === 0);
      await at.write(Object.fromEntries(kept.map(([path, [before = ""]]) => [path, before])));
      const base = await at.commit();
      await at.write(Object.fromEntries([...files].map(([path, [, after = ""]]) => [path, after])));
      const head = await at.commit();
      const { files: read, unreadable } = await readChange({ base, head, paths: [] }, at.folder);
      expect(unreadable).toEqual([]);
      const added = new Map(read.filter(({ lines }) => lines.length > 0).map((file) => [file.path, file.lines]));
      const counted = await countsOf(at, base, head);
      expect([...added.keys()].sort()).toEqual([...counted.keys()].sort());
      for (const [path, count] of counted) {
        const lines = added.get(path) ?? [];
        const all = linesOf(files.get(path)?.[1] ?? "");
        expect(lines).toHaveLength(count);
        for (const { line, text } of lines) expect(text).toBe(all[line - 1]?.text);
        if (!kept.some(([other]) => other === path)) expect(lines).toEqual(all);
      }
    }),
    { numRuns: 20 },
  );
  await at.remove();
});

/** The number of lines that git counts as added, by path; none where it adds nothing. */
async function countsOf(at: Awaited<ReturnType<typeof makeFolder>>, base: string, head: string) {
  const out = await at.git("diff", "--text", "--numstat", "-z", "--no-renames", base, head);
  const rows = out.split("\0").filter((row) => row !== "");
  return new Map(
    rows.flatMap((row): [string, number][] => {
      const [, count = "", path = ""] = /^(\d+)\t\d+\t(.*)$/s.exec(row) ?? [];
      return count === "0" ? [] : [[path, Number(count)]];
    }),
  );
}
