import type { Language, Section } from "./language.ts";
import { shell } from "./shell.ts";

const blockHeader = /^([ ]*)(?:.*?[:\-!]|.*[ \t]\w+:)?[^\n"'#]*(?:^|[\s:-])[|>][+-]?\d?[+-]?[ \t]*(?:#[^\n]*)?\r?$/;

/** Block scalars are apart: a quote or a `#` in them is not YAML's but, most often, a shell's. */
export function yamlSections(language: () => Language): (text: string) => Section[] {
  return (text) => divide(text, language());
}

function divide(text: string, language: Language): Section[] {
  const sections: Section[] = [];
  let start = 0;
  let block: { indent: number; start: number } | undefined;
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf("\n", at);
    const next = feed === -1 ? text.length : feed + 1;
    const indent = indentAt(text, at, next);
    if (block !== undefined && indent !== undefined && indent <= block.indent) {
      sections.push({ start: block.start, end: at, language: blockOf(language) });
      start = at;
      block = undefined;
    }
    if (block === undefined && indent !== undefined && opensBlock(text, at, next)) {
      sections.push({ start, end: next, language });
      block = { indent, start: next };
      start = next;
    }
    at = next;
  }
  if (start < text.length) sections.push({ start, end: text.length, language: block ? blockOf(language) : language });
  return sections;
}

/** Spaces before the first character of a line; undefined if there is none. */
function indentAt(text: string, from: number, to: number): number | undefined {
  let at = from;
  while (at < to && text[at] === " ") at += 1;
  const first = text[at];
  return at === to || first === "\n" || first === "\r" ? undefined : at - from;
}

function opensBlock(text: string, from: number, to: number): boolean {
  const end = text.slice(Math.max(from, to - 40), to);
  return /[|>]/.test(end) && to - from < 1000 && blockHeader.test(text.slice(from, to).trimEnd());
}

const blocks = new WeakMap<Language, Language>();

function blockOf(language: Language): Language {
  const known = blocks.get(language) ?? { ...language, name: "yaml-block", syntax: shell.syntax };
  blocks.set(language, known);
  return known;
}
