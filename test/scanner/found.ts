import type { Finding } from "../../src/scanner/finding.ts";
import { scanText } from "../../src/scanner/scan.ts";

/** Findings of a text in short: `HTTP001 error 3`. */
export function found(path: string, text: string, allowHosts: readonly string[] = []): string[] {
  return scanText(path, text, { allowHosts }).map(brief);
}

/** A finding in short. */
export function brief({ rule, severity, line }: Finding): string {
  return `${rule} ${severity} ${line}`;
}
