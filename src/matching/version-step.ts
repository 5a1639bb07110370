import semver from "semver";
import type { ChangeStep } from "../domain/policy.ts";

/** Steps from one version to another, smallest first. */
export const steps = ["patch", "minor", "major"] as const satisfies readonly ChangeStep[];

/** The semver step between two versions, in either direction; null if one of them is no semantic version. */
export function versionStep(from: string, to: string): ChangeStep | null {
  const [before, after] = [semver.parse(from), semver.parse(to)];
  if (before === null || after === null) return null;
  const step = semver.diff(before, after);
  if (step === "major" || step === "premajor") return "major";
  return step === "minor" || step === "preminor" ? "minor" : "patch";
}
