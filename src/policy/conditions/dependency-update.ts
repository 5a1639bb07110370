import type { DependencyChange, Facts } from "../../domain/facts.ts";
import type { ChangeStep } from "../../domain/policy.ts";
import { isUnavailable } from "../../domain/readable.ts";
import { dependencyStep } from "../../matching/dependency-step.ts";
import { every, type Truth, truth } from "../../matching/truth.ts";
import { steps } from "../../matching/version-step.ts";
import { isComplete } from "./files.ts";
import { isManifestOrBeside } from "./manifests.ts";

type UpdateFacts = Pick<Facts, "dependencyChanges" | "files" | "pullRequest">;

/** Whether nothing but dependencies changed, and the largest step among them is one of these. */
export function dependencyUpdate(wanted: readonly ChangeStep[], facts: UpdateFacts): Truth {
  const changes = facts.dependencyChanges;
  if (isUnavailable(changes)) return "cannot-tell";
  if (changes.length === 0) return "no";
  return every([stepsAre(wanted, changes), onlyManifests(changes, facts)], (part) => part);
}

function onlyManifests(changes: readonly DependencyChange[], facts: UpdateFacts): Truth {
  if (isUnavailable(facts.files)) return "cannot-tell";
  const complete = isComplete(facts);
  if (complete === "no") return "no";
  const manifests: { path: string; ecosystem: string }[] = [];
  for (const { manifest, ecosystem } of changes) {
    if (isUnavailable(manifest) || isUnavailable(ecosystem)) return "cannot-tell";
    manifests.push({ path: manifest, ecosystem });
  }
  const found = every(facts.files, ({ path, previousPath, status }) => {
    if (!isManifestOrBeside(path, manifests)) return "no";
    if (previousPath === null) return "yes";
    if (!isUnavailable(previousPath)) return truth(isManifestOrBeside(previousPath, manifests));
    return isUnavailable(status) || status === "renamed" || status === "copied" ? "cannot-tell" : "yes";
  });
  return found === "yes" ? complete : found;
}

function stepsAre(wanted: readonly ChangeStep[], changes: readonly DependencyChange[]): Truth {
  const found: (ChangeStep | null)[] = [];
  for (const change of changes) {
    if (change.change !== "added") continue;
    const { step } = dependencyStep(change, changes);
    if (step === "new") return "no";
    found.push(step);
  }
  const largest = Math.max(...found.map((step) => (step === null ? -1 : steps.indexOf(step))), -1);
  if (found.length === 0) return "no";
  if (!found.includes(null)) return truth(wanted.some((step) => steps.indexOf(step) === largest));
  const possible = steps.filter((_, index) => index >= largest);
  const hits = possible.filter((step) => wanted.includes(step)).length;
  if (hits === 0) return "no";
  return hits === possible.length ? "yes" : "cannot-tell";
}
