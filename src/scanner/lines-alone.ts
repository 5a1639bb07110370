import type { Language } from "./languages/language.ts";
import type { Syntax } from "./lexer/syntax.ts";

const relaxed = new WeakMap<Syntax, Syntax>();

/**
 * How to read lines whose file is not at hand. They may lie within a string, where `//` after a colon is part of an
 * address and starts no comment.
 */
export function syntaxOfLinesAlone(language: Language): Syntax {
  const known = relaxed.get(language.syntax);
  if (known !== undefined) return known;
  const made = language.syntax.map((form) =>
    form.kind === "comment" && form.open.startsWith("//") ? { ...form, open: `(?<!:)${form.open}` } : form,
  );
  relaxed.set(language.syntax, made);
  return made;
}

/** The lines with what is certainly the rest of a comment blanked, which began before them. */
export function withoutCommentRest(text: string, { syntax }: Language): string {
  const has = (open: string) => syntax.some((form) => form.kind === "comment" && form.open.startsWith(open));
  if (has("/\\*")) {
    const rest = blankTo(text, text.indexOf("*/"), text.indexOf("/*"), 2);
    return rest.replaceAll(/^[ \t]*\*(?:[ \t][^"'`\n]*)?$/gm, blank);
  }
  return has("<!--") ? blankTo(text, text.indexOf("-->"), text.indexOf("<!--"), 3) : text;
}

function blankTo(text: string, close: number, open: number, length: number): string {
  if (close === -1 || (open !== -1 && open < close)) return text;
  return blank(text.slice(0, close + length)) + text.slice(close + length);
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, " ");
}
