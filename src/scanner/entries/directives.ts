import type { Source } from "../source.ts";
import { codeOf } from "./code.ts";
import { addEntry, type Draft, documentAt } from "./entry.ts";

/** Strings, placeholders of templates, signs, and words; a regular expression may count in braces: `x{2}`. */
const word =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\$\{\w*\}|\{\{[^{}\n]*\}\}|\{\$?[\w.]+\}|[{};]|\n|(?:[^\s{};"']|(?<=[$\w.])\{\w*\})+|["']/g;
const tag = /^[ \t]*<(\/?)([A-Za-z]\w*)[ \t]*([^>]*)>/;
/** Blocks that may be open. */
const DEEPEST = 500;

interface Words {
  list: string[];
  start: number;
  end: number;
}

/** Reads nginx, where a semicolon ends a directive, or Caddy (`byLine`), where its line does. */
export function readBlocks(source: Source, byLine: boolean): Draft[] {
  const document = documentAt(0);
  const open: Draft[] = [document];
  let words: Words = { list: [], start: 0, end: 0 };
  const take = () => {
    const entry = directive(open.at(-1) ?? document, words);
    words = { list: [], start: 0, end: 0 };
    return entry;
  };
  for (const { 0: text, index } of codeOf(source).matchAll(word)) {
    if (text === "{") {
      const block = take() ?? addEntry(open.at(-1) ?? document, "", index, index + 1);
      block.value = undefined;
      if (open.length < DEEPEST) open.push(block);
    } else if (text === "}") {
      take();
      const closed = open.length > 1 ? open.pop() : undefined;
      if (closed !== undefined) closed.end = index + 1;
    } else if (text === ";" || (text === "\n" && byLine)) take();
    else if (text !== "\n") {
      if (words.list.length === 0) words.start = index;
      words.list.push(text.replace(/^(["'])(.*)\1$/, "$2"));
      words.end = index + text.length;
    }
  }
  take();
  return [document];
}

/** Reads Apache, whose blocks are tags. */
export function readApache(source: Source): Draft[] {
  const document = documentAt(0);
  let block: Draft = document;
  for (const { text, start } of logicalLines(source)) {
    const [found, slash, name = "", rest = ""] = tag.exec(text) ?? [];
    if (found === undefined) directive(block, wordsOf(text, start));
    else if (slash === "") block = directive(block, wordsOf(`${name} ${rest}`, start)) ?? block;
    else {
      block.end = start + text.length;
      block = block.parent ?? document;
    }
  }
  return [document];
}

const haproxySection =
  /^(?:global|defaults|frontend|backend|listen|peers|resolvers|userlist|cache|program|mailers|ring)\b/;

/** Reads HAProxy, whose sections begin with their keyword. */
export function readSections(source: Source): Draft[] {
  const document = documentAt(0);
  let section: Draft = document;
  for (const { text, start } of logicalLines(source)) {
    const words = wordsOf(text, start);
    if (haproxySection.test(text)) section = directive(document, words) ?? document;
    else directive(section, words);
    section.end = words.end;
  }
  return [document];
}

/** A directive: its first word is the key, the others are labels, and, together, its value. */
function directive(parent: Draft, { list, start, end }: Words): Draft | undefined {
  const [key, ...labels] = list;
  if (key === undefined) return undefined;
  const entry = addEntry(parent, key, start, end, labels.join(" "));
  entry.labels = labels;
  return entry;
}

/** Lines, comments blanked; those that end with a backslash go on. */
function* logicalLines(source: Source): Generator<{ text: string; start: number }> {
  let start = 0;
  for (const text of codeOf(source)
    .replaceAll(/\\\r?\n/g, (end) => " ".repeat(end.length))
    .split("\n")) {
    yield { text, start };
    start += text.length + 1;
  }
}

function wordsOf(line: string, start: number): Words {
  const list = [...line.matchAll(/"[^"]*"|'[^']*'|[^\s"']+|["']/g)].map(([text]) =>
    text.replace(/^(["'])(.*)\1$/, "$2"),
  );
  return { list, start: start + Math.max(0, line.search(/\S/)), end: start + line.trimEnd().length };
}
