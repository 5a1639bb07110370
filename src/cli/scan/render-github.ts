import type { Report } from "./report.ts";

/** Findings as workflow commands of GitHub Actions, which become annotations. */
export function renderGithub({ findings }: Report): string {
  return findings
    .map(({ severity, path, line, column, rule, message }) => {
      const title = `${rule}: plain HTTP`;
      return `::${severity} file=${property(path)},line=${line},col=${column},title=${property(title)}::${data(message)}\n`;
    })
    .join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
