import { severities } from "../../scanner/finding.ts";
import { printable } from "../printable.ts";
import type { Report } from "./report.ts";

/** Findings for people: place, severity, rule, what and why; then one line that counts. */
export function renderText({ findings, files }: Report): string {
  const rows = findings.map(({ shown, line, column, severity, rule, excerpt, message }) => {
    return `${printable(shown)}:${line}:${column}  ${severity}  ${rule}  ${printable(excerpt)}\n    ${printable(message)}\n`;
  });
  const counts = severities.map((severity) =>
    count(findings.filter((finding) => finding.severity === severity).length, severity),
  );
  const told = findings.length === 0 ? "no findings" : counts.filter((text) => text !== "").join(", ");
  return `${rows.join("")}${told} in ${files} ${files === 1 ? "file" : "files"}\n`;
}

function count(number: number, word: string): string {
  if (number === 0) return "";
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
