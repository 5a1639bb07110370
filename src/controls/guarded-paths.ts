import { z } from "zod";
import { defineControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import { isUnavailable, rereadRemedy } from "../domain/readable.ts";
import { list, unordered, wholeNumber } from "../domain/setting.ts";
import { notApplicable, unknown } from "../domain/verdict.ts";
import { pathMatches } from "../matching/glob.ts";
import { globSchema } from "../matching/glob-schema.ts";
import { countApprovals } from "../review/approvals.ts";
import { concludeApprovals } from "../review/conclude-approvals.ts";
import { seniorReview } from "./senior-review.ts";

export const guardedPaths = defineControl({
  id: "guarded-paths",
  title: "Guarded paths",
  rationale: "What decides how changes are checked is itself changed only with the consent of a trusted officer.",
  satisfies: ["SOC2 CC8.1", "SOC2 CC5.3", "ISO27001 A.8.32"],
  needs: ["files", "commits", "pushers", "reviews", "roles"],
  settings: {
    paths: list(globSchema, {
      longer: "stricter",
      default: [".github/workflows/**", ".github/actions/**", "**/CODEOWNERS"],
      description: "Globs of the guarded paths; symbolic links and submodules are always guarded.",
    }),
    from: unordered(z.string().min(1), { default: "officer", description: "The role whose members approve." }),
    approvals: wholeNumber({ min: 1, max: 10, stricter: "more", default: 1, description: "Approvals needed." }),
  },
  roles: ({ from }) => [from],

  evaluate(facts, settings, context) {
    const touched = touchedPaths(facts, settings.paths);
    if (touched.paths.length === 0 && touched.doubt === null) return notApplicable("No guarded path is touched");
    const counting = { ...context.settingsOf(seniorReview), ...settings };
    const judgement = concludeApprovals(countApprovals(facts, counting), settings.from);
    const shown = touched.paths.slice(0, 10).map((path) => `Guarded: ${path}`);
    if (touched.paths.length > 10) shown.push(`… and ${touched.paths.length - 10} more.`);
    if (touched.paths.length > 0) return { ...judgement, reasons: [...shown, ...judgement.reasons] };
    if (judgement.outcome === "pass") return judgement;
    return unknown("Could not tell whether a guarded path is touched", {
      gist: "could not tell whether a guarded path is touched",
      reasons: [touched.doubt ?? "", ...judgement.reasons],
      remedy: rereadRemedy,
    });
  },
});

const guardedModes = new Map([
  ["120000", "symbolic link"],
  ["160000", "submodule"],
]);

interface Touched {
  paths: string[];
  doubt: string | null;
}

/** The guarded files of the change. An incomplete list counts as touched. */
function touchedPaths({ files, pullRequest }: Pick<Facts, "files" | "pullRequest">, globs: readonly string[]): Touched {
  if (isUnavailable(files)) return { paths: [], doubt: `could not read the changed files: ${files.unavailable}` };
  const touched: Touched = { paths: [], doubt: null };
  for (const file of files) {
    const mode = isUnavailable(file.mode) ? null : file.mode;
    const kind = mode === null ? undefined : guardedModes.get(mode);
    if (pathMatches(file, globs, "any")) touched.paths.push(file.path);
    else if (kind !== undefined) touched.paths.push(`${file.path} (${kind})`);
    else if (mode === null) touched.doubt ??= `could not read what kind of file ${file.path} is`;
  }
  const { changedFiles } = pullRequest;
  if (isUnavailable(changedFiles))
    touched.doubt ??= `could not read how many files changed: ${changedFiles.unavailable}`;
  else if (files.length < changedFiles) {
    touched.paths.push(`the ${changedFiles - files.length} of ${changedFiles} changed files that GitHub does not list`);
  }
  return touched;
}
