import type { Line } from "./finding.ts";

/** Thrown for a patch that is cut off or is no unified diff: what it adds is then not known. */
export class MalformedPatch extends Error {
  override readonly name = "MalformedPatch";
}

interface Hunk {
  /** Number of the next line on the new side. */
  next: number;
  oldLeft: number;
  newLeft: number;
}

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/**
 * The lines that a patch adds: hunks of one file in unified form, as in the `patch` of GitHub's list of files.
 * Lines before the first hunk are left out. Throws {@link MalformedPatch}.
 */
export function addedLines(patch: string): Line[] {
  const added: Line[] = [];
  let hunk: Hunk | undefined;
  const rows = patch.split("\n");
  if (rows.at(-1) === "") rows.pop();
  for (const row of rows) {
    if (hunk !== undefined && (hunk.oldLeft > 0 || hunk.newLeft > 0)) takeRow(hunk, row, added);
    else if (row.startsWith("\\")) continue;
    else hunk = parseHeader(row) ?? betweenHunks(row, hunk);
  }
  if (hunk !== undefined && (hunk.oldLeft > 0 || hunk.newLeft > 0))
    throw new MalformedPatch("the last hunk is cut off");
  if (hunk === undefined && patch !== "") throw new MalformedPatch("no hunk header");
  return added;
}

function parseHeader(row: string): Hunk | undefined {
  const match = hunkHeader.exec(row);
  if (match === null) return undefined;
  const [, , oldCount = "1", start, newCount = "1"] = match;
  return { next: Number(start), oldLeft: Number(oldCount), newLeft: Number(newCount) };
}

function betweenHunks(row: string, hunk: Hunk | undefined): undefined {
  if (hunk !== undefined) throw new MalformedPatch(`a line outside of the hunks: ${JSON.stringify(row.slice(0, 60))}`);
}

function takeRow(hunk: Hunk, row: string, added: Line[]): void {
  const mark = row[0] ?? " ";
  if (mark === "\\") return;
  if (mark !== " " && mark !== "+" && mark !== "-" && row !== "\r") {
    throw new MalformedPatch(`a hunk ends early at ${JSON.stringify(row.slice(0, 60))}`);
  }
  if (mark !== "+") hunk.oldLeft -= 1;
  if (mark !== "-") {
    if (mark === "+") added.push({ line: hunk.next, text: row.slice(1).replace(/\r$/, "") });
    hunk.next += 1;
    hunk.newLeft -= 1;
  }
  if (hunk.oldLeft < 0 || hunk.newLeft < 0) throw new MalformedPatch("a hunk is longer than its header says");
}
