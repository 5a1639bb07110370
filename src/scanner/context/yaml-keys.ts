import type { Source } from "../source.ts";

const keyAtStart =
  /^([ ]*)((?:-[ ]+)*)(?:"([^"\n]{1,80})"|'([^'\n]{1,80})'|([^\s#"'[\]{}:][^\n:#]{0,80}))[ ]*:(?=\s|$)/;

/** The keys above each offset in YAML, as {@link keysAbove} answers them: by indentation, block style only. */
export function yamlKeys(source: Source, offsets: readonly number[]): string[][] {
  const { text } = source;
  const found: string[][] = [];
  let levels: { indent: number; key: string }[] = [];
  for (let at = 0; at < text.length && found.length < offsets.length; ) {
    const feed = text.indexOf("\n", at);
    const next = feed === -1 ? text.length : feed + 1;
    const match = keyAtStart.exec(text.slice(at, Math.min(next, at + 300)));
    if (match !== null) {
      const [, spaces = "", dashes = "", double, single, plain = ""] = match;
      const indent = spaces.length + dashes.length;
      levels = levels.filter((level) => level.indent < indent).slice(-50);
      levels.push({ indent, key: (double ?? single ?? plain).trim() });
    }
    while (found.length < offsets.length && (offsets[found.length] ?? 0) < next)
      found.push(levels.map(({ key }) => key));
    at = next;
  }
  while (found.length < offsets.length) found.push([]);
  return found;
}
