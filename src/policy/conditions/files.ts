import type { Facts } from "../../domain/facts.ts";
import { isUnavailable } from "../../domain/readable.ts";
import { pathTruth } from "../../matching/glob.ts";
import { every, some, type Truth } from "../../matching/truth.ts";

type FileFacts = Pick<Facts, "files" | "pullRequest">;

/** Whether the list of changed files is known to be all of them. */
export function isComplete({ files, pullRequest: { changedFiles } }: FileFacts): boolean {
  return !isUnavailable(files) && !isUnavailable(changedFiles) && files.length >= changedFiles;
}

/** Some file matches under its new or old name; an incomplete list always does. */
export function someFileMatches(globs: readonly string[], facts: FileFacts): Truth {
  if (isUnavailable(facts.files)) return "cannot-tell";
  if (!isComplete(facts)) return "yes";
  return some(facts.files, (file) => pathTruth(file, globs, "any"));
}

/** There are files, and each matches under its new and old name; an incomplete list never does. */
export function everyFileMatches(globs: readonly string[], facts: FileFacts): Truth {
  if (isUnavailable(facts.files)) return "cannot-tell";
  if (!isComplete(facts) || facts.files.length === 0) return "no";
  return every(facts.files, (file) => pathTruth(file, globs, "all"));
}
