import { entriesOf } from "../../../src/scanner/entries/entries-of.ts";
import type { Entry } from "../../../src/scanner/entries/entry.ts";
import { sourceOf } from "../../../src/scanner/source.ts";

/** The entries of a text, one a line: indented by depth, key, labels in brackets, value. */
export function outline(path: string, text: string): string[] {
  return entriesOf(sourceOf(path, text)).map((entry) => {
    const labels = entry.labels.length > 0 ? ` (${entry.labels.join(" ")})` : "";
    return `${"  ".repeat(depthOf(entry))}${entry.key || "·"}${labels}${entry.value === undefined ? "" : ` = ${entry.value}`}`;
  });
}

function depthOf(entry: Entry): number {
  let depth = -1;
  for (let above = entry.parent; above !== undefined; above = above.parent) depth += 1;
  return depth;
}
