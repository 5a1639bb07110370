/** How one kind of comment, string, regular expression or markup within code is written. */
export interface Form {
  readonly kind: "comment" | "string" | "regex" | "markup";
  /** Regular expression, without capturing groups, of what opens it. */
  readonly open: string;
  /** Regular expression, without capturing groups, of what closes it; the end of the line if absent. */
  readonly close?: string | ((opener: string) => string);
  /** What makes the character after it mean itself. `doubled`: the closing text written twice. */
  readonly escape?: "\\" | "`" | "doubled";
  /** May span lines; a string or regular expression that may not ends with its line. */
  readonly multiline?: boolean;
  /** What opens code within a string; a bracket that matches the last character closes it. */
  readonly interpolation?: readonly string[];
  /** Regular expression of what hides the closing text within it. */
  readonly skip?: string;
  /** A comment that holds comments. */
  readonly nested?: boolean;
  /** Whether it really opens at this offset. */
  readonly allowed?: (text: string, at: number) => boolean;
}

/** How text of a language is divided: the first form that opens at a place wins. */
export type Syntax = readonly Form[];

/** A stretch of text that is no plain code. `end` is exclusive; both include the delimiters. */
export interface Token {
  readonly kind: Form["kind"];
  start: number;
  end: number;
  /** The string whose code it stands in. */
  readonly within: Token | undefined;
  /** Lengths of the delimiters. */
  readonly opened: number;
  closed: number;
  readonly form: Form;
  /** Code within a string, delimiters included. */
  readonly holes: [start: number, end: number][];
}

/** A comment to the end of the line, after a regular expression. */
export function lineComment(open: string): Form {
  return { kind: "comment", open };
}

/** A comment between two regular expressions. */
export function blockComment(open: string, close: string, nested = false): Form {
  return { kind: "comment", open, close, nested, multiline: true };
}

/** A string that the same text opens and closes; a backslash escapes. */
export function quoted(mark: string, options: Partial<Form> = {}): Form {
  return { kind: "string", open: escapeRegExp(mark), close: escapeRegExp(mark), escape: "\\", ...options };
}

/** A string over lines without escapes. */
export function raw(open: string, close: Form["close"] & {}, options: Partial<Form> = {}): Form {
  return { kind: "string", open, close, multiline: true, ...options };
}

/** The text as a regular expression that matches it alone. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
