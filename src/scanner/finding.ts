/** What the detector knows to look for; a rule's name is never reused. */
export const ruleIds = [
  "HTTP001",
  "HTTP002",
  "HTTP003",
  "HTTP004",
  "HTTP010",
  "HTTP011",
  "HTTP020",
  "HTTP030",
  "HTTP040",
  "HTTP050",
] as const;
export type RuleId = (typeof ruleIds)[number];

/** How much a finding weighs, worst first. */
export const severities = ["error", "warning", "notice"] as const;
export type Severity = (typeof severities)[number];

/** Whether `severity` weighs at least as much as `threshold`. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}

/** An unencrypted connection, and where. Lines and columns (UTF-16 units) count from 1. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  path: string;
  line: number;
  column: number;
  /** The offending text, shortened; passwords are left out. */
  excerpt: string;
  /** Why it is one, and what to do. */
  message: string;
}

/** A line of a file, counted from 1, without its line break. */
export interface Line {
  line: number;
  text: string;
}
