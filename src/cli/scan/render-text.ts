import { type Severity, severities } from "../../scanner/finding.ts";
import { printable } from "../printable.ts";
import type { Report, ReportedFinding } from "./report.ts";

const colours: Record<Severity, number> = { error: 31, warning: 33, notice: 36 };
const bold = 1;
const dim = 2;
type Paint = (text: string, code: number) => string;

/** Findings for people, by file: place, severity, rule, what and why; then one line that counts. */
export function renderText({ findings, files, waived, notes }: Report, isColoured = false): string {
  const paint: Paint = (text, code) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
  const byFile = Map.groupBy(findings, ({ shown }) => shown);
  const groups = [...byFile].map(([shown, found]) => `${paint(printable(shown), bold)}\n${rows(found, paint)}\n`);
  const told = notes.map((note) => `${printable(note)}\n`);
  return `${groups.join("")}${told.join("")}${summary(findings, files, waived)}\n`;
}

function rows(findings: readonly ReportedFinding[], paint: Paint): string {
  const width = Math.max(...findings.map((finding) => place(finding).length));
  const indent = " ".repeat(width + 4);
  return findings
    .map((finding) => {
      const { severity, rule, excerpt, message } = finding;
      const level = paint(severity.padEnd(7), colours[severity]);
      const first = `  ${place(finding).padEnd(width)}  ${level}  ${rule}  ${printable(excerpt)}\n`;
      return `${first}${indent}${paint(printable(message), dim)}\n`;
    })
    .join("");
}

function place({ line, column }: ReportedFinding): string {
  return `${line}:${column}`;
}

function summary(findings: readonly ReportedFinding[], files: number, waived: number): string {
  const counts = severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [count(number, severity)];
  });
  const found = findings.length === 0 ? "no findings" : count(findings.length, "finding");
  const weights = counts.length === 0 ? "" : `: ${counts.join(", ")}`;
  return `${found} in ${count(files, "file")}${weights}${waived === 0 ? "" : `; ${waived} waived`}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
