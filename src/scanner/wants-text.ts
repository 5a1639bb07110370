import { shownLines } from "./added-lines.ts";
import { mightFind } from "./scan.ts";

/** Whether the whole file may say more of what a patch adds: only where a rule, knowing it, could find something there. */
export function wantsText({ path, patch }: { path: string; patch: string }): boolean {
  return mightFind(path, shownLines(patch));
}
