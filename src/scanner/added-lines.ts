import type { Line } from "./finding.ts";

const hunkHeader = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** A line of the new file that a patch shows. */
export interface ShownLine extends Line {
  readonly isAdded: boolean;
}

/**
 * The lines of the new file that a patch shows: hunks of one file in unified form, as in the `patch` of GitHub's list of
 * files. Every row of a hunk says by its first character what it is, so that a patch cut short gives what is there:
 * whoever needs all of it compares with the count of additions. What stands before the first hunk is left out.
 */
export function shownLines(patch: string): ShownLine[] {
  const shown: ShownLine[] = [];
  let next: number | null = null;
  for (const row of patch.split("\n")) {
    const [, start] = hunkHeader.exec(row) ?? [];
    if (start !== undefined) next = Number(start);
    else if (next !== null && !row.startsWith("-") && !row.startsWith("\\")) {
      shown.push({ line: next++, text: row.slice(1).replace(/\r$/, ""), isAdded: row.startsWith("+") });
    }
  }
  return shown;
}

/** The lines that a patch adds. */
export function addedLines(patch: string): Line[] {
  return shownLines(patch)
    .filter(({ isAdded }) => isAdded)
    .map(({ line, text }) => ({ line, text }));
}
