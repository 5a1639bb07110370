import type { Language, Section } from "./languages/language.ts";
import { languageOf } from "./languages/language-of.ts";
import type { Token } from "./lexer/syntax.ts";
import { tokenize, tokenizePart } from "./lexer/tokenize.ts";
import { syntaxOfLinesAlone, withoutCommentRest } from "./lines-alone.ts";

/** Strings within code within strings are told apart so deep. */
const DEEPEST = 100;

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
export function sourceOfLines(path: string, lines: string, language: Language = languageOf(path)): Source {
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
  const place = placeAt(source, at);
  return place?.token?.start === at && place.token.kind === "string" ? { ...place, token: place.token } : undefined;
}

/** The part of a file that an offset is in, and the innermost comment or string there; code in a string is neither. */
export function placeAt(source: Source, at: number): { part: Part; token: Token | undefined } | undefined {
  const parts = source.parts();
  const part = parts[lastStartingBy(parts, at)];
  if (part === undefined) return undefined;
  let token = part.tokens[lastStartingBy(part.tokens, at)];
  for (let depth = 0; token !== undefined && token.end <= at && depth < DEEPEST; depth += 1) token = token.within;
  const isCode = token?.holes.some(([start, end]) => start <= at && at < end);
  return { part, token: isCode ? undefined : token };
}

/** Index of the last token that starts before an offset, or -1. */
export function indexOfTokenBefore(part: Part, at: number): number {
  return lastStartingBy(part.tokens, at - 1);
}

function lastStartingBy(items: readonly { readonly start: number }[], at: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
