import type { DependencyChange } from "../domain/facts.ts";
import type { ChangeStep } from "../domain/policy.ts";
import { readOr } from "../domain/readable.ts";
import { readVersion } from "./version.ts";
import { versionStep } from "./version-step.ts";

/** A dependency that comes in, with the version it had before. */
export interface DependencyUpdate {
  added: DependencyChange;
  /** null: new here, or its former version could not be read. */
  from: string | null;
  /** The semver step; null: new here (`isNew`), or a version that is none. */
  step: ChangeStep | null;
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

function stepBetween(from: string | null, to: string | null): ChangeStep | null {
  const before = readVersion(from);
  const after = readVersion(to);
  return before === null || after === null ? null : versionStep(before.version, after.version);
}
