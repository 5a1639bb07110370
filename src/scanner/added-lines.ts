import type { Line } from "./finding.ts";

const hunkHeader = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/**
 * The lines that a patch adds: hunks of one file in unified form, as in the `patch` of GitHub's list of files. Every row of
 * a hunk says by its first character what it is, so that a patch cut short gives what is there: whoever needs all of
 * it compares with the count of additions. What stands before the first hunk is left out.
 */
export function addedLines(patch: string): Line[] {
  const added: Line[] = [];
  let next: number | null = null;
  for (const row of patch.split("\n")) {
    const [, start] = hunkHeader.exec(row) ?? [];
    if (start !== undefined) next = Number(start);
    else if (next !== null && row.startsWith("+")) added.push({ line: next++, text: row.slice(1).replace(/\r$/, "") });
    else if (next !== null && !row.startsWith("-") && !row.startsWith("\\")) next += 1;
  }
  return added;
}
