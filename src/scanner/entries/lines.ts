import type { Source } from "../source.ts";
import { readBrackets } from "./brackets.ts";
import { codeOf } from "./code.ts";
import { addEntry, type Draft, documentAt } from "./entry.ts";

const section = /^[ \t]*\[{1,2}[ \t]*([^\]\n]{1,200}?)[ \t]*\]{1,2}[ \t]*$/;
const setting = /^[ \t]*(?:export[ \t]+)?([\w.$/-]{1,200})[ \t]*(?:[=:][ \t]*|[ \t]+|$)(.*)$/;

/** Reads TOML: a table is a block, named by its path. */
export function readToml(source: Source): Draft[] {
  const document = documentAt(0);
  let table = document;
  let from = 0;
  const read = (to: number) => readBrackets(source, from, to, table, { byLine: true, bareWords: false });
  for (const { text, start } of linesOf(source)) {
    const name = section.exec(text)?.[1];
    if (name === undefined || /[,={]/.test(name)) continue;
    read(start);
    from = start + text.length;
    table = addEntry(document, name, start, from);
  }
  read(source.text.length);
  return [document];
}

/** Reads INI, properties, environment files and others of one setting a line. */
export function readSettings(source: Source): Draft[] {
  const document = documentAt(0);
  let block = document;
  for (const { text, start } of linesOf(source)) {
    const name = section.exec(text)?.[1];
    const [, key, value = ""] = setting.exec(text) ?? [];
    const end = start + text.length;
    if (name !== undefined) block = addEntry(document, name, start, end);
    else if (key !== undefined) addEntry(block, key, start + text.search(/\S/), end, unquoted(value.trim()));
  }
  return [document];
}

/** The lines of a file, comments blanked. */
function* linesOf(source: Source): Generator<{ text: string; start: number }> {
  let start = 0;
  for (const text of codeOf(source).split("\n")) {
    yield { text: text.trimEnd(), start };
    start += text.length + 1;
  }
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}
