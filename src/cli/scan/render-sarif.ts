import { type Severity, severities } from "../../scanner/finding.ts";
import { rules } from "../../scanner/rules/index.ts";
import type { Rule } from "../../scanner/rules/rule.ts";
import { ruleWeights } from "../../scanner/severities.ts";
import type { Report, ReportedFinding } from "./report.ts";

/** Of a run with more results code scanning takes none. */
const MOST_RESULTS = 25_000;
const levels: Record<Severity, "error" | "warning" | "note"> = { error: "error", warning: "warning", notice: "note" };
/** As code scanning reads them: high, medium, low. */
const scores: Record<Severity, string> = { error: "7.5", warning: "5.0", notice: "2.0" };

/** Findings as SARIF 2.1.0, in the form that GitHub code scanning takes. */
export function renderSarif(report: Report): string {
  const findings = weightiest(report.findings);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "mergewarden", rules: rules.map(descriptor) } },
        automationDetails: { id: "plain-http/" },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
        invocations: [
          {
            executionSuccessful: report.unreadable.length === 0,
            toolExecutionNotifications: notifications(report, report.findings.length - findings.length),
          },
        ],
        results: findings.map(result),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function weightiest(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  if (findings.length <= MOST_RESULTS) return findings;
  return severities
    .flatMap((severity) => findings.filter((finding) => finding.severity === severity))
    .slice(0, MOST_RESULTS);
}

function notifications({ unreadable, waived, notes }: Report, leftOut: number): object[] {
  const told = (level: string, text: string) => ({ level, message: { text: plain(text) } });
  return [
    ...unreadable.map((path) => ({
      ...told("error", "The file could not be read."),
      locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
    })),
    ...(leftOut > 0
      ? [told("warning", `${leftOut} findings are left out, the least severe: a run may hold ${MOST_RESULTS}.`)]
      : []),
    ...(waived > 0 ? [told("note", `Waived by the policy: ${waived}.`)] : []),
    ...notes.map((note) => told("note", note)),
  ];
}

function descriptor({ id, title, remedy, cwe = 319 }: Rule): object {
  const severity = ruleWeights[id];
  return {
    id,
    name: title.replaceAll(/[^A-Za-z]+(.)?/g, (_, letter = "") => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: `${title}. What goes over the network in the clear can be read and changed on the way.` },
    help: { text: remedy, markdown: `**${title}.** ${remedy}\n\nWhat cannot be changed needs a waiver.` },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ["security", `external/cwe/cwe-${cwe}`],
      precision: "high",
      "problem.severity": severity === "notice" ? "recommendation" : severity,
      "security-severity": scores[severity],
    },
  };
}

function result({ rule, severity, path, line, column, excerpt, message, lineHash }: ReportedFinding): object {
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: levels[severity],
    message: { text: plain(`${excerpt}: ${message}`) },
    locations: [
      { physicalLocation: { artifactLocation: artifact(path), region: { startLine: line, startColumn: column } } },
    ],
    ...(lineHash !== null && { partialFingerprints: { primaryLocationLineHash: lineHash } }),
  };
}

/** A message in which nothing is a link: what it quotes comes from strangers. */
function plain(text: string): string {
  return text.includes("](") ? text.replaceAll(/[[\]\\]/g, "\\$&") : text;
}

function artifact(path: string): { uri: string; uriBaseId: string } {
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}
