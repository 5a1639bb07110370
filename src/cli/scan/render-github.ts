import { printable } from "../printable.ts";
import type { Report } from "./report.ts";

/** Findings as workflow commands of GitHub Actions, which become annotations. */
export function renderGithub({ findings, notes }: Report): string {
  const commands = findings.map(({ severity, path, line, column, rule, message }) => {
    const where = `file=${property(path)},line=${line},col=${column},title=${property(`${rule}: plain HTTP`)}`;
    return `::${severity} ${where}::${data(printable(message))}\n`;
  });
  return [...commands, ...notes.map((note) => `::notice::${data(printable(note))}\n`)].join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A name keeps its line breaks, as escapes; other control characters would drive the terminal that shows the log. */
function property(text: string): string {
  const safe = text.replaceAll(/(?![\r\n])\p{Cc}/gu, "\uFFFD");
  return data(safe).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
