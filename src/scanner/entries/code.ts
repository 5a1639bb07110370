import type { Source } from "../source.ts";

/** The text, of the same length, with comments blanked, and whatever is in another language. */
export function codeOf({ text, language, parts }: Source): string {
  const pieces: string[] = [];
  let at = 0;
  const blank = (to: number) => {
    pieces.push(text.slice(at, to).replaceAll(/[^\n]/g, " "));
    at = to;
  };
  for (const { start, end, language: own, tokens } of parts()) {
    if (own.name !== language.name) {
      if (start >= at) blank(end);
      continue;
    }
    for (const token of tokens) {
      if (token.kind !== "comment" || token.start < at) continue;
      pieces.push(text.slice(at, token.start));
      at = token.start;
      blank(token.end);
    }
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces.join("");
}
