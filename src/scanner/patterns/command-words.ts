import type { Place } from "./place.ts";

/** Words of the command whose name a pattern matched, quotes and backslashes taken off, up to where it or the string around it ends. */
export function commandWords({ source: { text }, end, string }: Place): string[] {
  const stop = string === undefined ? text.length : string.end - string.closed;
  const command = text.slice(end, Math.min(stop, end + 1200));
  const words: string[] = [];
  const piece =
    /\\\r?\n|[ \t]+|"((?:\\[\s\S]|[^"\\]){0,500})"|'([^'\n]{0,500})'|\\(.)|(\$\([^()\n]{0,200}\)|\$\{\{[^{}\n]{0,200}\}\}|\$\{[^{}\n]{0,200}\})|((?:(?!\$\{\{)[^\s;|&()`<>"'\\])+)|(\d?[<>]{1,2}&?\d?)|[\s\S]/gy;
  let word: string | undefined;
  for (let match = piece.exec(command); match !== null; match = piece.exec(command)) {
    const [all, double, single, escaped, expansion, bare, redirection] = match;
    const value = double ?? single ?? escaped ?? expansion ?? bare;
    if (value !== undefined) {
      word = `${word ?? ""}${value}`;
      continue;
    }
    if (word !== undefined) words.push(word);
    word = undefined;
    if (redirection !== undefined) words.push(">");
    else if (!/^(?:[ \t]|\\\r?\n)/.test(all)) return words;
  }
  if (word !== undefined) words.push(word);
  return words;
}
