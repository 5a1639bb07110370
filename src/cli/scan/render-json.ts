import type { Report } from "./report.ts";

/** Findings for programs: one document. */
export function renderJson({ findings, files, unreadable, waived, notes }: Report): string {
  const listed = findings.map(({ rule, severity, shown, line, column, excerpt, message }) => {
    return { rule, severity, path: shown, line, column, excerpt, message };
  });
  return `${JSON.stringify({ findings: listed, files, unreadable, waived, notes }, null, 2)}\n`;
}
