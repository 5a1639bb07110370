import type { Facts } from "../../domain/facts.ts";
import { isUnavailable } from "../../domain/readable.ts";
import { pathTruth } from "../../matching/glob.ts";
import { every, some, type Truth, truth } from "../../matching/truth.ts";

type FileFacts = Pick<Facts, "files" | "pullRequest">;

/** Whether the list of changed files is known to be all of them. */
export function isComplete({ files, pullRequest: { changedFiles } }: FileFacts): Truth {
  if (isUnavailable(files) || isUnavailable(changedFiles)) return "cannot-tell";
  return truth(files.length >= changedFiles);
}

/** Some file matches under its new or old name; an incomplete list always does. */
export function someFileMatches(globs: readonly string[], facts: FileFacts): Truth {
  if (isUnavailable(facts.files)) return "cannot-tell";
  const complete = isComplete(facts);
  if (complete === "no") return "yes";
  const found = some(facts.files, (file) => pathTruth(file, globs, "any"));
  return found === "no" && complete === "cannot-tell" ? complete : found;
}

/** There are files, and each matches under its new and old name; an incomplete list never does. */
export function everyFileMatches(globs: readonly string[], facts: FileFacts): Truth {
  if (isUnavailable(facts.files)) return "cannot-tell";
  const complete = isComplete(facts);
  if (complete === "no" || (complete === "yes" && facts.files.length === 0)) return "no";
  const found = every(facts.files, (file) => pathTruth(file, globs, "all"));
  return found === "yes" ? complete : found;
}
