import { defineControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import { isUnavailable, rereadRemedy } from "../domain/readable.ts";
import { level, list, type ScalarSetting, standingGroup } from "../domain/setting.ts";
import { type Annotation, combine, fail, type Judgement, pass, unknown } from "../domain/verdict.ts";
import { pathMatches } from "../matching/glob.ts";
import { globSchema } from "../matching/glob-schema.ts";
import { atLeast, type Finding, ruleIds, type Severity } from "../scanner/finding.ts";
import { rules } from "../scanner/rules/index.ts";
import { type ScanOptions, scan } from "../scanner/scan.ts";
import { contestedCases, defaultSeverities, type Severities, type Weight, weights } from "../scanner/severities.ts";
import { addedContent } from "../waivers/added-content.ts";
import { allowHostsSetting, hostsInForce, waiversSetting } from "../waivers/settings.ts";
import { type ExpiredWaiver, sayExpired, waive } from "../waivers/waive.ts";

export const plainHttp = defineControl({
  id: "plain-http",
  title: "No plain HTTP",
  rationale: "No added line opens a connection that everybody on the way can read and change.",
  satisfies: ["SOC2 CC6.7", "SOC2 CC8.1", "ISO27001 A.8.28"],
  needs: ["files", "exceptions", "commits", "pushers", "roles"],
  settings: {
    "fail-on": level(["error", "warning", "notice"], {
      default: "error",
      description: "The least severity of a finding that fails.",
    }),
    "allow-hosts": allowHostsSetting,
    "ignore-paths": list(globSchema, {
      longer: "laxer",
      description: "Globs of files that are not looked at; a renamed file only if both names match.",
    }),
    severities: standingGroup("What findings weigh, by contested case or by rule.", severitySettings()),
    waivers: waiversSetting,
  },

  evaluate(facts, settings, context) {
    const isFailing = (finding: Finding) => atLeast(finding.severity, settings["fail-on"]);
    const allowed = hostsInForce(settings["allow-hosts"], facts.now);
    const scanned = scanFiles(facts, settings["ignore-paths"], {
      allowHosts: allowed.hosts,
      severities: settings.severities,
    });
    const role = context.breakGlass?.approve ?? "officer";
    const { open, waived, doubtful, doubt, notes, expired } = waive(scanned.findings, settings.waivers, facts, role);
    const objections = open.filter(isFailing);
    const doubts = [...scanned.doubts, ...doubtful.filter(isFailing).map((finding) => `${place(finding)}: ${doubt}`)];
    const told = {
      reasons: [...expired.map(sayExpired), ...notes, ...allowed.notes],
      annotations: [...open.map(annotationOf), ...expired.flatMap(annotationsOfExpired)],
    };
    const counted = [waived.length, expired.length] as const;
    return combine([
      pass(countWords(open.length, ...counted), told),
      ...(objections.length > 0 ? [objection(objections, ...counted)] : []),
      ...(doubts.length > 0
        ? [unknown("not every added line could be read", { reasons: doubts, remedy: rereadRemedy })]
        : []),
    ]);
  },
});

/** A setting for each contested case, then for each rule. */
function severitySettings() {
  const ofCases = Object.entries(contestedCases).map(([name, { description }]) => [name, description] as const);
  const ofRules = ruleIds.map((id) => [id, rules.find((rule) => rule.id === id)?.title ?? ""] as const);
  return Object.fromEntries(
    [...ofCases, ...ofRules].map(([key, description]) => {
      const name = key as keyof Severities;
      return [name, level(weights, { default: defaultSeverities[name], description })];
    }),
  ) as Record<keyof Severities, ScalarSetting<Weight, Weight>>;
}

interface Scanned {
  findings: Finding[];
  doubts: string[];
}

function scanFiles(
  { files, pullRequest }: Pick<Facts, "files" | "pullRequest">,
  ignored: readonly string[],
  options: ScanOptions,
): Scanned {
  if (isUnavailable(files)) return { findings: [], doubts: [`could not read the changed files: ${files.unavailable}`] };
  const scanned: Scanned = { findings: [], doubts: [] };
  for (const file of files) {
    if (ignored.length > 0 && pathMatches(file, ignored, "all")) continue;
    const added = addedContent(file);
    if ("doubt" in added) scanned.doubts.push(added.doubt);
    else if (added.lines.length > 0) {
      const previousPath = isUnavailable(file.previousPath) ? null : file.previousPath;
      scanned.findings.push(...scan({ path: file.path, previousPath, ...added }, options));
    }
  }
  const { changedFiles } = pullRequest;
  if (isUnavailable(changedFiles))
    scanned.doubts.push(`could not read how many files changed: ${changedFiles.unavailable}`);
  else if (files.length < changedFiles)
    scanned.doubts.push(`only ${files.length} of ${changedFiles} changed files are listed`);
  return scanned;
}

function place({ path, line, rule }: Finding): string {
  return `${path}:${line} ${rule}`;
}

function objection(findings: readonly Finding[], waived: number, expired: number): Judgement {
  const shown = findings.slice(0, 20).map((finding) => `${place(finding)} \`${finding.excerpt}\`: ${finding.message}`);
  if (findings.length > 20) shown.push(`… and ${findings.length - 20} more.`);
  const remedy =
    "Use https, wss, or the TLS option of the client. What cannot be changed needs a waiver: in the policy, or by an officer's `/mergewarden waive`.";
  const gist = countWords(findings.length, 0, 0);
  return fail(countWords(findings.length, waived, expired), { gist, reasons: shown, remedy });
}

function countWords(open: number, waived: number, expired: number): string {
  const found = open === 0 ? "no plain-HTTP findings" : `${open} plain-HTTP ${open === 1 ? "finding" : "findings"}`;
  const over = expired === 0 ? [] : [`${expired} expired ${expired === 1 ? "waiver" : "waivers"}`];
  return [found, ...(waived === 0 ? [] : [`${waived} waived`]), ...over].join(", ");
}

function annotationOf({ path, line, severity, rule, message }: Finding): Annotation {
  return { path, line, level: levelOf(severity), title: `${rule}: plain HTTP`, message };
}

/** It weighs what the finding weighs that it was for; where that was not touched, it only tells. */
function annotationsOfExpired(expired: ExpiredWaiver): Annotation[] {
  const { waiver, findings } = expired;
  const told = { path: waiver.path, title: `${waiver.rule}: expired waiver`, message: sayExpired(expired) };
  if (findings.length === 0) return [{ ...told, line: waiver.line ?? 1, level: "notice" }];
  return findings.map(({ line, severity }) => ({ ...told, line, level: levelOf(severity) }));
}

function levelOf(severity: Severity): Annotation["level"] {
  return severity === "error" ? "failure" : severity;
}
