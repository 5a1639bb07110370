import type { Line } from "./finding.ts";

/** The lines of a text as git counts them: each ends at a line feed; a carriage return before it is left out. */
export function linesOf(text: string): Line[] {
  if (text === "") return [];
  const rows = text.split("\n");
  if (text.endsWith("\n")) rows.pop();
  return rows.map((row, index) => ({ line: index + 1, text: row.endsWith("\r") ? row.slice(0, -1) : row }));
}

/** Where each line starts, for {@link locate}. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column, both from 1, of an offset. */
export function locate(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
