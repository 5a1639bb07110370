import type { Language, Section } from "./languages/language.ts";
import { languageOf } from "./languages/language-of.ts";
import type { Token } from "./lexer/syntax.ts";
import { tokenize, tokenizePart } from "./lexer/tokenize.ts";
import { syntaxOfLinesAlone, withoutCommentRest } from "./lines-alone.ts";

/** A part of a file in one language, with its comments and strings. */
export interface Part extends Section {
  readonly tokens: readonly Token[];
}

/** A text to look at, divided on demand. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  /** False for lines out of a file that was not given: what they are part of is a guess. */
  readonly whole: boolean;
  readonly parts: () => readonly Part[];
}

/** A text by its path. Comments and strings are told apart at the first use of `parts`. */
export function sourceOf(path: string, text: string, language: Language = languageOf(path)): Source {
  return withParts({ path, text, language, whole: true }, () => divide(text, language));
}

/** Lines that follow each other in a file that is not at hand. */
export function sourceOfLines(path: string, lines: string): Source {
  const language = languageOf(path);
  const text = withoutCommentRest(lines, language);
  const section = { start: 0, end: text.length, language };
  const parts = () => [{ ...section, tokens: tokenize(text, syntaxOfLinesAlone(language)) }];
  return withParts({ path, text, language, whole: false }, parts);
}

function withParts(source: Omit<Source, "parts">, divideOnce: () => readonly Part[]): Source {
  let parts: readonly Part[] | undefined;
  return {
    ...source,
    parts: () => {
      parts ??= divideOnce();
      return parts;
    },
  };
}

function divide(text: string, language: Language): Part[] {
  const sections = language.divide?.(text) ?? [{ start: 0, end: text.length, language }];
  return sections.map((section) => ({
    ...section,
    tokens: tokenizePart(text, section.language.syntax, section.start, section.end),
  }));
}

/** The string that starts at an offset, if one does. */
export function stringAt(source: Source, at: number): { part: Part; token: Token } | undefined {
  const part = lastStartingBy(source.parts(), at);
  const token = part && lastStartingBy(part.tokens, at);
  return part !== undefined && token?.start === at && token.kind === "string" ? { part, token } : undefined;
}

function lastStartingBy<T extends { readonly start: number }>(items: readonly T[], at: number): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
