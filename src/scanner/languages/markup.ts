import { blockComment, lineComment, quoted, raw } from "../lexer/syntax.ts";
import { tokenize } from "../lexer/tokenize.ts";
import { javascript } from "./c-family.ts";
import { json, stylesheet } from "./configuration.ts";
import type { Language, Section } from "./language.ts";

const comment = blockComment("<!--", "-->");

export const xml: Language = { name: "xml", form: "markup", keys: "xml", syntax: [comment] };
export const html: Language = {
  name: "html",
  form: "markup",
  syntax: [comment, blockComment("<%--|\\{#|@\\*", "--%>|#\\}|\\*@"), blockComment("\\{\\{!--", "--\\}\\}")],
  divide: (text) => divideHtml(text, 0, text.length),
};
const phpCode: Language = {
  name: "php",
  form: "code",
  syntax: [
    { kind: "markup", open: "\\?>", close: "<\\?(?:php\\b|=)?", multiline: true },
    { ...lineComment("//|#(?!\\[)"), close: "(?=\\?>)" },
    blockComment("/\\*", "\\*/"),
    raw("<<<[ \\t]*(?:\\w+|'\\w+'|\"\\w+\")", (opener) => `\\n[ \\t]*${opener.replaceAll(/[<\s'"]/g, "")}(?=\\W|$)`),
    quoted('"', { multiline: true, interpolation: ["{$"] }),
    quoted("'", { multiline: true }),
  ],
};
export const php: Language = { ...phpCode, divide: dividePhp };

/** Scripts and style sheets of a page are in their own languages. */
function divideHtml(text: string, from: number, to: number): Section[] {
  const sections: Section[] = [];
  const opener = /<!--|<(script|style)\b[^<>]{0,1000}>/gi;
  let start = from;
  opener.lastIndex = from;
  for (let match = opener.exec(text); match !== null && match.index < to; match = opener.exec(text)) {
    const name = match[1]?.toLowerCase();
    const inside = match.index + match[0].length;
    const close = name === undefined ? text.indexOf("-->", inside) : findClosing(text, name, inside);
    const end = close === -1 || close > to ? to : close;
    if (name !== undefined) {
      sections.push({ start, end: inside, language: html }, { start: inside, end, language: embedded(name, match[0]) });
      start = end;
    }
    opener.lastIndex = end;
  }
  sections.push({ start, end: to, language: html });
  return sections;
}

function findClosing(text: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}`, "gi");
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

function embedded(name: string, tag: string): Language {
  if (name === "style") return stylesheet;
  if (/\btype\s*=\s*["']?[\w/+.-]*json/i.test(tag)) return json;
  if (/\btype\s*=\s*["']?text\/(?:html|x-|template|ng-template)/i.test(tag)) return html;
  return javascript;
}

/** Text before the first tag and between the tags is a page. */
function dividePhp(text: string): Section[] {
  const first = /<\?(?:php\b|=)/i.exec(text)?.index ?? text.length;
  const sections = first === 0 ? [] : divideHtml(text, 0, first);
  let start = first;
  for (const token of tokenize(text, phpCode.syntax, first)) {
    if (token.kind !== "markup" || token.start < start) continue;
    sections.push({ start, end: token.start, language: phpCode }, ...divideHtml(text, token.start, token.end));
    start = token.end;
  }
  if (start < text.length) sections.push({ start, end: text.length, language: phpCode });
  return sections;
}
