import type { RuleId, Severity } from "../finding.ts";
import type { Settings } from "../settings.ts";
import type { Source } from "../source.ts";

/** What a rule found, at offsets of the file, `end` exclusive. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  /** Why it is a finding, without what to do. */
  readonly why: string;
}

/** Where words stand in a text: offsets, ascending. */
export type Places = ReadonlyMap<string, readonly number[]>;

/** One way in which a file can open an unencrypted connection. Pure, and linear in the text. */
export interface Rule {
  /** Never renamed, never reused. */
  readonly id: RuleId;
  readonly title: string;
  /** The weakness by its number at https://cwe.mitre.org; absent: 319, cleartext transmission. */
  readonly cwe?: number;
  /** What to do, as a sentence. */
  readonly remedy: string;
  /** Lower-case ASCII. The rule is asked about a text only if one of them stands in it, in either case. */
  readonly words: readonly string[];
  /** The rule that says more of the same: what it finds, too, from the same offset on, is not found twice. */
  readonly yieldsTo?: RuleId;
  /**
   * Whether it could find something in lines whose file is not at hand, if it were. Absent: whether it finds something
   * in the lines alone.
   */
  suspects?(source: Source, places: Places): boolean;
  find(source: Source, settings: Settings, places: Places): Iterable<Hit>;
}
