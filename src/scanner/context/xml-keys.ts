import type { Source } from "../source.ts";

const signs = /<!--|-->|<!\[CDATA\[|\]\]>|<(\/?)([A-Za-z_][\w:.-]*)|(\/?)>/g;
const endings: Record<string, string> = { "<!--": "-->", "<![CDATA[": "]]>" };
/** Deeper elements are not remembered by name. */
const DEPTH = 60;

/** The elements above each offset in XML, local names, as {@link keysAbove} answers them. */
export function xmlKeys(source: Source, offsets: readonly number[]): string[][] {
  const found: string[][] = [];
  const open: string[] = [];
  let ignored = 0;
  let skippedTo: string | undefined;
  for (const match of source.text.matchAll(signs)) {
    while (found.length < offsets.length && (offsets[found.length] ?? 0) < match.index) found.push([...open]);
    const [sign, slash, name, selfClosing] = match;
    if (skippedTo !== undefined) skippedTo = sign === skippedTo ? undefined : skippedTo;
    else if (sign in endings) skippedTo = endings[sign];
    else if (name !== undefined && slash === "") {
      if (open.length < DEPTH) open.push(name.slice(name.indexOf(":") + 1));
      else ignored += 1;
    } else if (name !== undefined || selfClosing === "/") {
      if (ignored > 0) ignored -= 1;
      else open.pop();
    }
  }
  while (found.length < offsets.length) found.push([]);
  return found;
}
