import { braceExpand, Minimatch } from "minimatch";
import type { ChangedFile } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import { type Truth, truth } from "./truth.ts";

/** The most alternatives of a brace pattern: so that no pattern takes for ever. */
const braceExpandMax = 1000;
const rememberedGlobs = 5000;
const compiled = new Map<string, Minimatch>();

/** The longest glob there may be, in characters. */
export const longestGlob = 1000;

/** Whether all alternatives that the glob's braces make are tried. */
export function hasFewAlternatives(glob: string): boolean {
  // Beyond the longest pattern there is, braces throw.
  return (
    glob.length > longestGlob || braceExpand(glob, { braceExpandMax: braceExpandMax + 1 }).length <= braceExpandMax
  );
}

function compile(glob: string): Minimatch {
  const known = compiled.get(glob);
  if (known !== undefined) return known;
  const made = new Minimatch(glob, { dot: true, nonegate: true, nocomment: true, platform: "linux", braceExpandMax });
  if (compiled.size >= rememberedGlobs) compiled.clear();
  compiled.set(glob, made);
  return made;
}

/** Whether a name matches a glob (contract, section 6, rules): dots are nothing special, case counts. */
export function matchesGlob(name: string, glob: string): boolean {
  return compile(glob).match(name);
}

/** Whether a name matches any of the globs. */
export function matchesAnyGlob(name: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(name, glob));
}

type Named = Pick<ChangedFile, "path" | "previousPath" | "status">;

/** Whether any of a file's names, or all, match any of the globs. */
export function pathTruth(file: Named, globs: readonly string[], names: "any" | "all"): Truth {
  const present = truth(matchesAnyGlob(file.path, globs));
  if (present === (names === "any" ? "yes" : "no")) return present;
  return previousTruth(file, globs) ?? present;
}

/** Like {@link pathTruth}, where a previous path that could not be read counts as matching `any` and as not matching `all`. */
export function pathMatches(file: Named, globs: readonly string[], names: "any" | "all"): boolean {
  const found = pathTruth(file, globs, names);
  return found === "cannot-tell" ? names === "any" : found === "yes";
}

/** null: the file has no previous path. */
function previousTruth({ previousPath, status }: Named, globs: readonly string[]): Truth | null {
  if (previousPath === null) return null;
  if (!isUnavailable(previousPath)) return truth(matchesAnyGlob(previousPath, globs));
  const mayHaveOne = isUnavailable(status) || status === "renamed" || status === "copied";
  return mayHaveOne ? "cannot-tell" : null;
}
