/** The hunks of a patch, counted. */
export interface Hunks {
  /** The lines of each hunk verbatim; line numbers and section headings are dropped. */
  hunks: string[][];
  added: number;
  removed: number;
  /** Every hunk has as many lines as its header says. */
  isWhole: boolean;
}

const header = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/** Reads hunks as GitHub's `patch` has them: without file headers, `\ No newline at end of file` included. */
export function parseHunks(patch: string): Hunks {
  const found: Hunks = { hunks: [], added: 0, removed: 0, isWhole: true };
  let hunk: string[] | null = null;
  let left = { old: 0, new: 0 };
  const lines = patch.split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const line of lines) {
    const [isHeader, oldCount = "1", newCount = "1"] = header.exec(line) ?? [];
    if (isHeader !== undefined) {
      if (left.old !== 0 || left.new !== 0) found.isWhole = false;
      left = { old: Number(oldCount), new: Number(newCount) };
      hunk = [];
      found.hunks.push(hunk);
      continue;
    }
    const sign = line.charAt(0);
    if (hunk === null || !" +-\\".includes(sign) || sign === "") {
      found.isWhole = false;
      continue;
    }
    hunk.push(line);
    if (sign === "+") found.added += 1;
    if (sign === "-") found.removed += 1;
    if (sign === "+" || sign === " ") left.new -= 1;
    if (sign === "-" || sign === " ") left.old -= 1;
  }
  if (left.old !== 0 || left.new !== 0 || found.hunks.length === 0) found.isWhole = false;
  return found;
}
