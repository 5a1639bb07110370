import type { Source } from "../source.ts";
import { readBrackets } from "./brackets.ts";
import { readApache, readBlocks, readSections } from "./directives.ts";
import { type Draft, documentAt, type Entry, entriesWithin } from "./entry.ts";
import { readSettings, readToml } from "./lines.ts";
import { readMarkup } from "./markup.ts";
import { readYaml } from "./yaml.ts";

type Read = (source: Source) => Draft[];

const readers: Readonly<Record<string, Read>> = {
  json: (source) => bracketed(source, false),
  hcl: (source) => bracketed(source, true),
  bicep: (source) => bracketed(source, true),
  yaml: readYaml,
  toml: readToml,
  xml: readMarkup,
  properties: readSettings,
  dotenv: readSettings,
  ini: readByContent,
  apache: readByContent,
  "server-configuration": readByContent,
  plain: readByContent,
};
/** What the configuration of a server is known by, whatever the name of its file. */
const signs: readonly (readonly [RegExp, Read])[] = [
  [/^[ \t]*<(?:VirtualHost|IfModule|Directory|Location|Proxy|FilesMatch)\b/im, readApache],
  [
    /^[ \t]*(?:server|http|events|upstream[ \t]+\S{1,200}|location[ \t][^\n{]{1,200})[ \t]*\{/m,
    (source) => readBlocks(source, false),
  ],
  [/^(?:frontend|backend|listen)[ \t]+[\w.-]+[ \t]*\r?$/m, readSections],
  [
    /^[ \t]*(?:listen|return|proxy_pass|ssl_\w+|server_name)[ \t][^\n;]{0,200};/m,
    (source) => readBlocks(source, false),
  ],
  [/^[^\s#{}=][^\n#{}=]{0,200}[ \t]\{[ \t]*\r?$/m, (source) => readBlocks(source, true)],
];
const known = new WeakMap<Source, readonly Entry[]>();

/** Whether a file is of a format that is read here. */
export function isStructured({ language }: Source): boolean {
  return language.name in readers;
}

/**
 * What stands in a file of a structured format, in the order of the text: keys with values, items of lists, blocks.
 * Read once, in linear time; a broken file or lines out of one are read as far as they make sense.
 */
export function entriesOf(source: Source): readonly Entry[] {
  const found =
    known.get(source) ?? (readers[source.language.name]?.(source) ?? []).flatMap((root) => [...entriesWithin(root)]);
  known.set(source, found);
  return found;
}

/** The entry that an offset stands in or right after: the last that starts before it or there. */
export function entryAt(source: Source, offset: number): Entry | undefined {
  const entries = entriesOf(source);
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.start ?? offset) <= offset) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}

function bracketed(source: Source, byLine: boolean): Draft[] {
  const document = documentAt(0);
  readBrackets(source, 0, source.text.length, document, { byLine, bareWords: false });
  return [document];
}

function readByContent(source: Source): Draft[] {
  const read = signs.find(([sign]) => sign.test(source.text))?.[1] ?? readerByName(source);
  return read(source);
}

function readerByName({ path, language }: Source): Read {
  if (language.name === "apache") return readApache;
  if (language.name !== "server-configuration") return readSettings;
  if (path.endsWith("haproxy.cfg")) return readSections;
  return (source) => readBlocks(source, path.endsWith("Caddyfile"));
}
