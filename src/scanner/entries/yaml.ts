import { type Source, stringAt } from "../source.ts";
import { readBrackets } from "./brackets.ts";
import { codeOf } from "./code.ts";
import { addEntry, type Draft, documentAt } from "./entry.ts";

interface Level {
  readonly indent: number;
  readonly entry: Draft;
  readonly isItem: boolean;
}

interface Reader {
  readonly source: Source;
  /** The file with comments, and the text of block scalars, blanked. */
  readonly code: string;
  readonly documents: Draft[];
  /** The last of them. */
  document: Draft;
  levels: Level[];
}

/** What may precede a value without a change of what it says: an anchor, the tag of a plain type. */
const properties = /^(?:(?:&[^\s]{1,100}|!!(?:str|bool|int|map|seq))[ \t]+)*/;
const quotedKey = /^(?:"([^"\n]*)"|'([^'\n]*)')[ ]*:(?=\s|$)/;
/** Levels of indentation that are remembered. */
const DEEPEST = 60;
/** Longer keys are none. */
const LONGEST_KEY = 300;

/** Reads YAML in block style, with what it has in flow style. */
export function readYaml(source: Source): Draft[] {
  const document = documentAt(0);
  const reader: Reader = { source, code: codeOf(source), documents: [document], document, levels: [] };
  for (let at = 0; at < reader.code.length; ) {
    const feed = reader.code.indexOf("\n", at);
    const end = feed === -1 ? reader.code.length : feed;
    const read = readLine(reader, at, end);
    at = read > end ? lineEnd(reader.code, read) + 1 : end + 1;
  }
  return reader.documents;
}

function lineEnd(code: string, at: number): number {
  const feed = code.indexOf("\n", at);
  return feed === -1 ? code.length : feed;
}

/** Reads a line, and what its value has in further lines; answers where it ended. */
function readLine(reader: Reader, start: number, end: number): number {
  const line = reader.code.slice(start, end).trimEnd();
  if (line.startsWith("---") || line === "...") {
    reader.document = documentAt(start);
    reader.documents.push(reader.document);
    reader.levels = [];
    return line.length > 4 ? readRest(reader, start + 4, line.slice(4), 4) : end;
  }
  let column = line.search(/[^ ]/);
  if (column === -1) return end;
  while (/^-(?: |$)/.test(line.slice(column, column + 2))) {
    const item = put(reader, {
      indent: column,
      key: "",
      start: start + column,
      end: start + line.length,
      isItem: true,
    });
    const next = line.slice(column + 1).search(/[^ ]/);
    if (next === -1) return end;
    column += 1 + next;
    if (keyOf(line.slice(column)) === undefined && !/^-(?: |$)/.test(line.slice(column, column + 2)))
      return readValue(reader, item, start + column, line.slice(column));
  }
  return readRest(reader, start + column, line.slice(column), column);
}

/** Reads a key and its value, or a document in brackets. */
function readRest(reader: Reader, start: number, text: string, indent: number): number {
  const found = keyOf(text);
  if (found !== undefined) {
    const { key, length } = found;
    const entry = put(reader, { indent, key, start, end: start + text.length, isItem: false });
    const value = text.slice(length).trimStart();
    return readValue(reader, entry, start + text.length - value.length, value);
  }
  if (reader.levels.length > 0 || !/^[{[](?![{%])/.test(text)) return start;
  return readValue(reader, reader.document, start, text);
}

function keyOf(text: string): { key: string; length: number } | undefined {
  if (/^[{[%#|>@`]/.test(text)) return undefined;
  const quoted = quotedKey.exec(text.slice(0, LONGEST_KEY));
  if (quoted !== null) return { key: quoted[1] ?? quoted[2] ?? "", length: quoted[0].length };
  if (/^["']/.test(text)) return undefined;
  const colon = text.slice(0, LONGEST_KEY).search(/:(?=\s|$)/);
  return colon < 1 ? undefined : { key: text.slice(0, colon).trim(), length: colon + 1 };
}

interface Found {
  readonly indent: number;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly isItem: boolean;
}

/** Puts an entry below the one that is indented less; a list may stand as far left as its key. */
function put(reader: Reader, { indent, key, start, end, isItem }: Found): Draft {
  const above = reader.levels.filter(
    (level) => level.indent < indent || (isItem && level.indent === indent && !level.isItem),
  );
  const parent = above.at(-1)?.entry ?? reader.document;
  const entry = addEntry(parent, key, start, end);
  for (const level of above) level.entry.end = end;
  reader.levels = [...above, { indent, entry, isItem }].slice(-DEEPEST);
  return entry;
}

/** Reads the value that starts at an offset into its entry; answers where it ended. */
function readValue({ source }: Reader, entry: Draft, at: number, text: string): number {
  const skipped = properties.exec(text)?.[0].length ?? 0;
  const start = at + skipped;
  const value = text.slice(skipped);
  const [first = ""] = value;
  if (/^\{[{%]|^$/.test(value)) return start;
  if (first === "{" || first === "[") {
    const options = { byLine: false, bareWords: true, opened: first } as const;
    entry.end = readBrackets(source, start + 1, source.text.length, entry, options);
    return entry.end;
  }
  if (first === '"' || first === "'") {
    const token = stringAt(source, start)?.token;
    const inside = token === undefined ? value : source.text.slice(token.start + 1, token.end - token.closed);
    entry.end = token?.end ?? entry.end;
    entry.value = isTemplate(inside) ? undefined : inside;
    return entry.end;
  }
  if (!/[!*&|>%@`]/.test(first) && !isTemplate(value)) entry.value = value;
  return start;
}

function isTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}
