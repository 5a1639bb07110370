import type { Severity } from "../../scanner/finding.ts";
import { rules } from "../../scanner/rules/index.ts";
import type { Report, ReportedFinding } from "./report.ts";

const levels: Record<Severity, "error" | "warning" | "note"> = { error: "error", warning: "warning", notice: "note" };
const tags = { tags: ["security", "external/cwe/cwe-319"] };

/** Findings as SARIF 2.1.0, in the form that GitHub code scanning takes. */
export function renderSarif({ findings, unreadable }: Report): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "mergewarden",
            rules: rules.map(({ id, title, remedy }) => ({
              id,
              name: title.replaceAll(/[^A-Za-z]+(.)?/g, (_, letter = "") => letter.toUpperCase()),
              shortDescription: { text: title },
              help: { text: remedy },
              defaultConfiguration: { level: "error" },
              properties: { ...tags, "security-severity": "7.5" },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
        invocations: [
          {
            executionSuccessful: unreadable.length === 0,
            toolExecutionNotifications: unreadable.map((path) => ({
              level: "error",
              message: { text: "The file could not be read." },
              locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
            })),
          },
        ],
        results: findings.map(result),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result({ rule, severity, path, line, column, excerpt, message }: ReportedFinding): object {
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: levels[severity],
    message: { text: `${excerpt}: ${message}` },
    locations: [
      { physicalLocation: { artifactLocation: artifact(path), region: { startLine: line, startColumn: column } } },
    ],
  };
}

function artifact(path: string): { uri: string; uriBaseId: string } {
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}
