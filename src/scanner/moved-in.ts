import { limitOf } from "./scan.ts";
import { defaultSeverities, weights } from "./severities.ts";

/**
 * Whether findings in a file weigh more by its path than they did by the one before a rename: a test that became source code.
 * Nobody has judged its lines as what they are now, though the change adds none of them.
 */
export function isMovedIn({ path, previousPath }: { path: string; previousPath: string | null }): boolean {
  if (previousPath === null) return false;
  const weightOf = (name: string) => weights.indexOf(limitOf({ path: name }, defaultSeverities));
  return weightOf(previousPath) < weightOf(path);
}
