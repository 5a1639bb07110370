import semver from "semver";
import type { DependencyChange } from "../domain/facts.ts";
import { readOr } from "../domain/readable.ts";
import { readVersion } from "./version.ts";

export type Step = "major" | "minor" | "patch";

/** A dependency that comes in, with the version it had before. */
export interface DependencyUpdate {
  added: DependencyChange;
  /** null: new here, or its former version could not be read. */
  from: string | null;
  /** The semver step; null: new here (`isNew`), or a version that is none. */
  step: Step | null;
  isNew: boolean;
}

/**
 * The dependencies that come in, each paired with the removal of the same package from the same manifest.
 * A step to an older version counts like one to a newer one.
 */
export function dependencyUpdates(changes: readonly DependencyChange[]): DependencyUpdate[] {
  const removed = new Map<string, DependencyChange[]>();
  for (const change of changes) {
    if (change.change === "removed") removed.set(keyOf(change), [...(removed.get(keyOf(change)) ?? []), change]);
  }
  const updates: DependencyUpdate[] = [];
  for (const added of changes) {
    if (added.change !== "added") continue;
    const counterpart = removed.get(keyOf(added))?.shift();
    const from = readOr(added.previousVersion, null) ?? readOr(counterpart?.version ?? null, null);
    const isNew = from === null && counterpart === undefined;
    updates.push({ added, from, isNew, step: isNew ? null : stepBetween(from, readOr(added.version, null)) });
  }
  return updates;
}

function keyOf({ ecosystem, name, manifest }: DependencyChange): string {
  return JSON.stringify([readOr(ecosystem, ""), name, readOr(manifest, "")]);
}

/** Before 1.0.0 the minor number is what breaks: https://semver.org/#spec-item-4 leaves it open, so it stays a minor step. */
function stepBetween(from: string | null, to: string | null): Step | null {
  const before = readVersion(from);
  const after = readVersion(to);
  if (before === null || after === null) return null;
  if (before.major !== after.major) return "major";
  return semver.diff(before, after)?.endsWith("minor") ? "minor" : "patch";
}
