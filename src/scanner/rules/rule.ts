import type { RuleId, Severity } from "../finding.ts";
import type { Source } from "../source.ts";

/** What a rule found, at offsets of the file, `end` exclusive. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  /** Why it is a finding, without what to do. */
  readonly why: string;
}

/** What rules share while a file is looked at. */
export interface Settings {
  readonly allowHosts: readonly string[];
}

/** One way in which a file can open an unencrypted connection. Pure, and linear in the text. */
export interface Rule {
  /** Never renamed, never reused. */
  readonly id: RuleId;
  readonly title: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
  find(source: Source, settings: Settings): Iterable<Hit>;
}
