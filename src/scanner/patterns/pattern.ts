import type { Severity } from "../finding.ts";
import type { Place } from "./place.ts";

/** Something to look for where a word stands. */
export interface Pattern {
  /** Lower-case ASCII, as telling as can be: the pattern is tried only where one of them stands, in either case. */
  readonly words: string | readonly string[];
  /** Has to match right behind the word: a cheap look before the one around it. Flag `y`. */
  readonly next?: RegExp;
  /** Names of the languages that it is written in; any if absent. */
  readonly languages?: readonly string[];
  /** Names of files, without folders, that it is written in; any if absent. */
  readonly files?: RegExp;
  /**
   * Has to match around the word, not further than a few hundred characters; with the flag `y` from the word on, which
   * costs far less where the word is common. No flag `g`.
   */
  readonly match: RegExp;
  /** What to point at in the match or soon after it, where that is not its first line: an option among others. */
  readonly shown?: RegExp;
  /** Where the word has to stand; not in a comment by default. */
  readonly in?: "code" | "string";
  /** What else has to be true, asked last. A severity instead of true weighs the finding. */
  readonly when?: (place: Place) => boolean | Severity | null;
  /** Why it is a finding, as a sentence; {@link Place} for what is said of this one. */
  readonly why: string | ((place: Place) => string);
}
