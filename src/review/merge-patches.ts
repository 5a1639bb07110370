/** Lines of a text that are replaced; `at` counts from 0, and every line keeps its line feed. */
interface Edit {
  at: number;
  removed: number;
  added: string[];
}

/**
 * The text with two changes of it put together, each told as GitHub's `patch`; null where they meet, or where a patch does
 * not fit the text: then there is no one right result.
 */
export function mergePatches(text: string, one: string, other: string): string | null {
  const lines = text.split(/(?<=\n)/);
  if (lines.at(-1) === "") lines.pop();
  const [first, second] = [editsOf(one, lines), editsOf(other, lines)];
  if (first === null || second === null) return null;
  const edits = combine(first, second);
  return edits === null ? null : apply(edits, lines);
}

const header = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/;

/** What a patch replaces; null: its context or what it removes is not what the text has there. */
function editsOf(patch: string, lines: readonly string[]): Edit[] | null {
  const edits: Edit[] = [];
  let at = 0;
  for (const { sign, content, start } of patchLines(patch)) {
    if (sign === "@") {
      at = start;
      continue;
    }
    if (sign === "" || !" +-".includes(sign)) return null;
    if (sign !== "+" && lines[at] !== content) return null;
    if (sign !== " ") addTo(edits, at, sign === "+" ? content : null);
    if (sign !== "+") at += 1;
  }
  return edits;
}

/** Adds a line that is put in, or takes out the line that stands there (null). */
function addTo(edits: Edit[], at: number, added: string | null): void {
  let last = edits.at(-1);
  if (last === undefined || last.at + last.removed !== at) {
    last = { at, removed: 0, added: [] };
    edits.push(last);
  }
  if (added === null) last.removed += 1;
  else last.added.push(added);
}

interface PatchLine {
  /** `@` begins a hunk. */
  sign: string;
  content: string;
  /** Where the hunk begins, counted from 0. */
  start: number;
}

function patchLines(patch: string): PatchLine[] {
  const found: PatchLine[] = [];
  const raw = patch.split("\n");
  if (raw.at(-1) === "") raw.pop();
  for (const line of raw) {
    const [isHeader, start = "0", count = "1"] = header.exec(line) ?? [];
    const before = found.at(-1);
    if (isHeader !== undefined) {
      // Of a hunk that removes and shows nothing, GitHub names the line before it.
      found.push({ sign: "@", content: "", start: Number(start) - (count === "0" ? 0 : 1) });
    } else if (line.startsWith("\\") && before !== undefined) {
      before.content = before.content.slice(0, -1);
    } else {
      found.push({ sign: line.charAt(0), content: `${line.slice(1)}\n`, start: 0 });
    }
  }
  return found;
}

/** Both changes in one order; null where they meet. What both did alike is done once. */
function combine(one: readonly Edit[], other: readonly Edit[]): Edit[] | null {
  const same = new Set(one.map((edit) => JSON.stringify(edit)));
  const fresh = other.filter((edit) => !same.has(JSON.stringify(edit)));
  const all = [...one, ...fresh].sort((a, b) => a.at - b.at);
  const meets = all.some((edit, index) => {
    const before = all[index - 1];
    return before !== undefined && edit.at <= before.at + before.removed;
  });
  return meets ? null : all;
}

function apply(edits: readonly Edit[], lines: readonly string[]): string {
  const result: string[] = [];
  let at = 0;
  for (const edit of edits) {
    result.push(lines.slice(at, edit.at).join(""), edit.added.join(""));
    at = edit.at + edit.removed;
  }
  return result.join("") + lines.slice(at).join("");
}
