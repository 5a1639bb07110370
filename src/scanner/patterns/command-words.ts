import type { Place } from "./place.ts";

/** Words are read no further than this. */
const REACH = 1200;
const piece =
  /(?:[\\^]|(?<=\s)`)\r?\n|[ \t]+|((?:\d|&)?[<>]{1,3})(?:&[\d-])?|"((?:\\[\s\S]|[^"\\]){0,500})"|'([^'\n]{0,500})'|\\(["'])([^"'\\\n]{0,500})\\\4|\\(.)|(\$\([^()\n]{0,200}\)|\$\{\{[^{}\n]{0,200}\}\}|\$\{[^{}\n]{0,200}\})|((?:(?!\$\{\{)[^\s;|&()`<>"'\\])+)|[\s\S]/gy;
/** An item behind another one, of a list in code or of one of YAML. */
const item =
  /(?:\s*,\s*\[?|[ \t]*\r?\n[ \t]*-(?=[ \t]))\s*(?:(["'`])((?:\\.|(?!\1)[^\\\n]){0,300})\1)?((?:\([^()\n]{0,200}\)|[^(),\]};\n])*)/y;

/**
 * Words of the command whose name a pattern matched, quotes and backslashes taken off, up to where it or the string around
 * it ends. The name may be an item of a list by itself; an item that is no literal is an empty word. A file that is read
 * or written is led by the word `>`.
 */
export function commandWords({ source: { text }, end, string, part: { language } }: Place): string[] {
  const isName =
    string !== undefined &&
    end === string.end - string.closed &&
    !/\s/.test(text.slice(string.start + string.opened, end));
  const start = isName ? string.end : end;
  const rest = text.slice(start, start + REACH);
  if (string === undefined || isName) {
    const items = itemsOf(rest, language.form === "code");
    if (items.length > 0 || (isName && language.form !== "text")) return items;
    return divide(rest);
  }
  return divide(rest.slice(0, string.end - string.closed - start));
}

/** Items of a list behind the first, and of the lists in it. */
function itemsOf(text: string, isCode: boolean): string[] {
  const items: string[] = [];
  item.lastIndex = 0;
  for (let match = item.exec(text); match !== null; match = item.exec(text)) {
    const [, , literal, bare = ""] = match;
    items.push(literal ?? (isCode ? "" : bare.trim()));
  }
  return items;
}

/** The words of a line as a shell divides it. A quote may be escaped for the string that the command stands in. */
function divide(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  piece.lastIndex = 0;
  for (let match = piece.exec(line); match !== null; match = piece.exec(line)) {
    const [all, redirection, double, single, , quoted, escaped, expansion, bare] = match;
    const value = double ?? single ?? quoted ?? escaped ?? expansion ?? bare;
    if (value !== undefined) {
      word = `${word ?? ""}${value}`;
      continue;
    }
    if (word !== undefined) words.push(word);
    word = undefined;
    if (redirection !== undefined) words.push(...(/&[\d-]$/.test(all) ? [] : [">"]));
    else if (!/^[ \t]|.\r?\n$/.test(all)) return words;
  }
  if (word !== undefined) words.push(word);
  return words;
}
