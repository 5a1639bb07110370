import { addedLines } from "./added-lines.ts";
import { scan } from "./scan.ts";

/** Whether the whole file may say more of what a patch adds: only where the lines alone already look like findings. */
export function wantsText({ path, patch }: { path: string; patch: string }): boolean {
  return scan({ path, lines: addedLines(patch) }).length > 0;
}
