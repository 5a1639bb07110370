import { scanText } from "../../../../src/scanner/scan.ts";

/** What HTTP040 finds in a text: the lines of errors, those of others with their severity. */
export function foundIn(path: string, text: string): string {
  return scanText(path, text)
    .filter(({ rule }) => rule === "HTTP040")
    .map(({ line, severity }) => (severity === "error" ? `${line}` : `${line} ${severity}`))
    .join(", ");
}
