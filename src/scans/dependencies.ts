import type { DependencyChange } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import { combine, fail, type Judgement, pass, unknown } from "../domain/verdict.ts";
import { type DependencyStep, dependencyStep } from "../matching/dependency-step.ts";
import { isReached, type Threshold } from "./alerts.ts";
import { isDenied } from "./licenses.ts";

export interface ReviewSettings {
  "fail-on": Threshold;
  "deny-licenses": readonly string[];
  "major-updates": "off" | "warn" | "block";
}

/** What comes in must be free of known vulnerabilities and denied licences, and take no major step where that is not allowed. */
export function judgeDependencies(changes: readonly DependencyChange[], settings: ReviewSettings): Judgement {
  const added = changes.filter(({ change }) => change === "added");
  const parts = added.flatMap((one) => [
    ...judgeVulnerabilities(one, settings["fail-on"]),
    ...judgeLicense(one, settings["deny-licenses"]),
    ...judgeStep(one, dependencyStep(one, changes), settings["major-updates"]),
  ]);
  const count = `${added.length} ${added.length === 1 ? "dependency comes" : "dependencies come"} in`;
  const judgement = combine([pass(`${count}, none objectionable`), ...parts]);
  const objections = parts.filter((part) => part.outcome === judgement.outcome);
  if (judgement.outcome === "pass" || objections.length === 1) return judgement;
  const word =
    judgement.outcome === "fail" ? "objections to dependencies" : "facts of dependencies that could not be read";
  const summary = `${objections.length} ${word}`;
  return { ...judgement, summary, gist: summary };
}

function nameOf({ name, version }: DependencyChange): string {
  return isUnavailable(version) || version === null ? name : `${name} ${version}`;
}

function judgeVulnerabilities(added: DependencyChange, threshold: Threshold): Judgement[] {
  const { vulnerabilities } = added;
  if (isUnavailable(vulnerabilities))
    return [unread(`the vulnerabilities of ${nameOf(added)}`, vulnerabilities.unavailable)];
  return vulnerabilities.flatMap(({ ghsa, severity }) => {
    if (threshold !== "any" && isUnavailable(severity))
      return [unread(`the severity of ${ghsa}`, severity.unavailable)];
    if (threshold !== "any" && !isUnavailable(severity) && !isReached(severity, threshold)) return [];
    const shown = isUnavailable(severity) ? "" : ` (${severity})`;
    const text = `${nameOf(added)} has the vulnerability ${ghsa}${shown}`;
    return [fail(text, { reasons: [`${text}.`], remedy: "Take a version without the vulnerability." })];
  });
}

function judgeLicense(added: DependencyChange, denied: readonly string[]): Judgement[] {
  if (denied.length === 0) return [];
  const { license } = added;
  if (isUnavailable(license)) return [unread(`the licence of ${nameOf(added)}`, license.unavailable)];
  if (license === null) return [pass("", { reasons: [`${nameOf(added)} has no known licence: look at it yourself.`] })];
  if (!isDenied(license, denied)) return [];
  const text = `${nameOf(added)} has the licence ${license}, which may not come in`;
  return [fail(text, { reasons: [`${text}.`], remedy: "Take another package, or ask the owners of the policy." })];
}

function judgeStep(
  added: DependencyChange,
  { step, from }: DependencyStep,
  majorUpdates: ReviewSettings["major-updates"],
): Judgement[] {
  if (majorUpdates === "off" || step === "new") return [];
  if (step === null && majorUpdates === "block") {
    return [
      unread(`the step of ${nameOf(added)} from ${from ?? "its former version"}`, "a version is no semantic version"),
    ];
  }
  if (step !== "major") return [];
  const text = `${nameOf(added)} is a major step from ${from}`;
  if (majorUpdates === "warn") return [pass("", { reasons: [`${text}.`] })];
  return [
    fail(text, {
      reasons: [`${text}.`],
      remedy: "Split the major update off, and have it decided by the owners of the policy.",
    }),
  ];
}

function unread(what: string, why: string): Judgement {
  return unknown(`could not read ${what}`, { reasons: [`could not read ${what}: ${why}`] });
}
