import type { Token } from "../lexer/syntax.ts";
import { indexOfTokenBefore, type Source } from "../source.ts";

/** A word, a string, a sign or the end of a line, outside of comments. */
export interface Lexeme {
  readonly kind: "word" | "string" | "sign" | "line";
  /** A string without its quotes; undefined if it holds code. */
  readonly text: string | undefined;
  readonly start: number;
  readonly end: number;
}

const codeLexeme = /[\w$@.+!*/%&<>?|^~#-]+|\n|[^\s\w]/g;

/** The lexemes of a file between two offsets, by the strings and comments that the lexer found. */
export function* lexemesOf(source: Source, from: number, to: number): Generator<Lexeme> {
  let at = from;
  for (const part of source.parts()) {
    if (part.end <= from || part.start >= to) continue;
    for (let index = indexOfTokenBefore(part, from) + 1; index < part.tokens.length; index += 1) {
      const token = part.tokens[index];
      if (token === undefined || token.start >= to) break;
      if (token.start < at) continue;
      yield* lexemesOfCode(source.text, at, token.start);
      if (token.kind === "string") yield lexemeOfString(source.text, token);
      at = Math.max(at, token.end);
    }
  }
  yield* lexemesOfCode(source.text, at, to);
}

function* lexemesOfCode(text: string, from: number, to: number): Generator<Lexeme> {
  for (const match of text.slice(from, to).matchAll(codeLexeme)) {
    const [found] = match;
    const start = from + match.index;
    const kind = found === "\n" ? "line" : found.length > 1 || /\w/.test(found) ? "word" : "sign";
    yield { kind, text: found, start, end: start + found.length };
  }
}

function lexemeOfString(text: string, token: Token): Lexeme {
  const { start, end, opened, closed, holes, form } = token;
  const inside = text.slice(start + opened, end - closed);
  const value = holes.length > 0 ? undefined : form.escape === "\\" ? inside.replaceAll(/\\([^nrtu])/g, "$1") : inside;
  return { kind: "string", text: value, start, end };
}
