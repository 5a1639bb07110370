import type { RuleId } from "../../../src/scanner/finding.ts";
import { scanText } from "../../../src/scanner/scan.ts";

/** What a rule says of a text: the severities of its findings in order, or nothing. */
export function weightOf(rule: RuleId, path: string, text: string): string {
  const found = scanText(path, text).filter((finding) => finding.rule === rule);
  return found.map(({ severity }) => severity).join(" ") || "nothing";
}
