/** Words of the command that starts at an offset, quotes and backslashes taken off, up to where it ends. */
export function commandWords(text: string, from: number): string[] {
  const command = text.slice(from, from + 1200);
  const words: string[] = [];
  const piece =
    /\\\r?\n|[ \t]+|"((?:\\[\s\S]|[^"\\]){0,500})"|'([^'\n]{0,500})'|\\(.)|(\$\([^()\n]{0,200}\)|\$\{[^{}\n]{0,200}\})|([^\s;|&()`<>"'\\]+)|(\d?[<>]{1,2}&?\d?)|[\s\S]/gy;
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
