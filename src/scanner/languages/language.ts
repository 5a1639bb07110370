import type { Syntax } from "../lexer/syntax.ts";

/** A programming language or format, as far as the detector needs to know it. */
export interface Language {
  readonly name: string;
  readonly syntax: Syntax;
  /**
   * code: values stand in strings · text: unquoted text is a value, too · markup: values stand in tags, the rest is
   * for people · data: values under keys · terms: every address is a name, none is opened
   */
  readonly form: "code" | "text" | "markup" | "data" | "terms";
  /** How the keys above a value are found. */
  readonly keys?: "json" | "yaml" | "xml";
  /** Parts of a text that are in other languages, or in this one; without it all of it is in this one. */
  readonly divide?: (text: string) => Section[];
}

/** A part of a text, `end` exclusive. */
export interface Section {
  readonly start: number;
  readonly end: number;
  readonly language: Language;
}
