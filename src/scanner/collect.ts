import { atLeast, type Finding, type Severity } from "./finding.ts";

/** Findings of one file that are told each. */
const MOST = 10_000;
const untold = "This file has further findings, which are not listed.";

/** Takes findings, and keeps of those with one key the weightiest. */
export interface Collection {
  add(key: string, severity: Severity, make: () => Finding): void;
  /** By line. Where there are too many, one more speaks for the others, and weighs as much as the weightiest of them. */
  all(): Finding[];
}

/** An empty collection. */
export function collection(): Collection {
  const kept = new Map<string, Finding>();
  let beyond: Finding | undefined;
  return {
    add(key, severity, make) {
      const isListed = kept.size < MOST || kept.has(key);
      const other = isListed ? kept.get(key) : beyond;
      if (other !== undefined && atLeast(other.severity, severity)) return;
      if (isListed) kept.set(key, make());
      else beyond = withNote(make());
    },
    all: () => [...kept.values(), ...(beyond === undefined ? [] : [beyond])].sort(byLine),
  };
}

function withNote(finding: Finding): Finding {
  return { ...finding, message: `${finding.message} ${untold}` };
}

function byLine(a: Finding, b: Finding): number {
  return a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule);
}
