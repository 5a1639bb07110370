import type { ChangedFile } from "../domain/facts.ts";
import { isUnavailable, readOr } from "../domain/readable.ts";
import { addedLines } from "../scanner/added-lines.ts";
import { isKnownPath } from "../scanner/languages/language-of.ts";
import { linesOf } from "../scanner/lines.ts";

/** Whether the name or the first line of a file says that it is source code. */
function isRun({ path, text }: ChangedFile): boolean {
  return text !== null && (isKnownPath(path) || (!isUnavailable(text) && text.startsWith("#!/")));
}

export type AddedContent =
  | { lines: readonly { line: number; text: string }[]; text: string | null }
  | { doubt: string };

/**
 * The lines that a change adds to a file. Where the patch is missing or shorter than the count says, every line of
 * the file counts as added; without the file's text there is a doubt.
 */
export function addedContent(file: ChangedFile): AddedContent {
  const nothing = { lines: [], text: null };
  if (file.additions === 0 || file.status === "removed") return nothing;
  // A NUL makes a file binary to git, and hides nothing from who runs it.
  if (file.binary === true && !isRun(file)) return nothing;
  const text = readOr(file.text, null);
  const patch = readOr(file.patch, null);
  const added = patch === null ? [] : addedLines(patch);
  const isWhole = patch !== null && !isUnavailable(file.additions) && added.length >= file.additions;
  if (isWhole) return { lines: added, text };
  if (text !== null) return { lines: linesOf(text), text };
  const why =
    [file.patch, file.text].find((fact) => isUnavailable(fact))?.unavailable ??
    "GitHub gives neither patch nor content";
  return { doubt: `could not read what is added to ${file.path}: ${why}` };
}
