import type { DependencyChange } from "../domain/facts.ts";
import type { ChangeStep } from "../domain/policy.ts";
import { isUnavailable, readOr } from "../domain/readable.ts";
import { readVersion } from "./version.ts";
import { steps, versionStep } from "./version-step.ts";

/** How a dependency that comes in stands to what went. */
export interface DependencyStep {
  /** The largest step from a version that went; null: cannot be told; `new`: no version of it went. */
  step: ChangeStep | "new" | null;
  /** A version that went, for people to read; null if none is known. */
  from: string | null;
}

/** The step of an added dependency from the versions of the same package that the same manifest loses. */
export function dependencyStep(added: DependencyChange, changes: readonly DependencyChange[]): DependencyStep {
  const previous = readOr(added.previousVersion, null);
  if (previous !== null) return stepFrom([previous], added.version);
  const { ecosystem, manifest } = added;
  if (isUnavailable(ecosystem) || isUnavailable(manifest)) return { step: null, from: null };
  const removed = changes.filter(({ change, name }) => change === "removed" && name === added.name);
  if (removed.some((one) => isUnavailable(one.ecosystem) || isUnavailable(one.manifest)))
    return { step: null, from: null };
  const gone = removed.filter((one) => one.ecosystem === ecosystem && one.manifest === manifest);
  if (gone.length === 0) return { step: isUnavailable(added.previousVersion) ? null : "new", from: null };
  return stepFrom(
    gone.map(({ version }) => version),
    added.version,
  );
}

function stepFrom(gone: readonly DependencyChange["version"][], to: DependencyChange["version"]): DependencyStep {
  const versions = gone.map((version) => readOr(version, null));
  const from = versions.find((version) => version !== null) ?? null;
  const found = versions.map((version) => stepBetween(version, readOr(to, null)));
  if (found.includes(null)) return { step: null, from };
  const largest = Math.max(...found.map((step) => (step === null ? -1 : steps.indexOf(step))));
  return { step: steps[largest] ?? null, from };
}

function stepBetween(from: string | null, to: string | null): ChangeStep | null {
  const before = readVersion(from);
  const after = readVersion(to);
  return before === null || after === null ? null : versionStep(before.version, after.version);
}
