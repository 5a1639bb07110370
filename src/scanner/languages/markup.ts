import { blockComment, lineComment, quoted, raw } from "../lexer/syntax.ts";
import { tokenizePart } from "../lexer/tokenize.ts";
import { javascript } from "./c-family.ts";
import { json, stylesheet, templateComment } from "./configuration.ts";
import type { Language, Section } from "./language.ts";

/** Whether a comment of a page can open here: not in an attribute, nor where a page holds text alone. */
function isNoValue(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - REACH), at);
  if (before.lastIndexOf("<![CDATA[") > before.lastIndexOf("]]>")) return false;
  const tag = before.slice(before.lastIndexOf("<"));
  return !/^<(?:textarea|title)\b/i.test(tag) && !/^<[a-z][^<>]*=\s*(?:"[^"<>]*|'[^'<>]*)$/i.test(tag);
}

const REACH = 2000;
const comment = { ...blockComment("<!--(?!-?>)", "--!?>"), allowed: isNoValue };
/** Of templates, not what opens a block of Handlebars or Svelte. */
const templateComments = [
  templateComment,
  blockComment("<%--", "--%>"),
  blockComment("<%#", "%>"),
  { ...blockComment("(?<![\\w.-])@\\*", "\\*@"), allowed: closesSoon("*@") },
  { ...blockComment("(?<!\\{)\\{#(?![a-z]+[ }])", "#\\}"), allowed: closesSoon("#}") },
  blockComment("\\{\\{!--", "--\\}\\}"),
];

/** In a page that is no template the sign is text. */
function closesSoon(close: string): (text: string, at: number) => boolean {
  return (text, at) => text.slice(at, at + REACH).includes(close);
}

export const xml: Language = { name: "xml", form: "markup", keys: "xml", syntax: [comment] };
export const html: Language = {
  name: "html",
  form: "markup",
  syntax: [comment, ...templateComments],
  divide: (text) => divideHtml(text),
};
const phpCode: Language = {
  name: "php",
  form: "code",
  syntax: [
    { kind: "markup", open: "\\?>", close: "<\\?(?:php\\b|=|(?!xml))", multiline: true },
    { ...lineComment("//|#(?!\\[)"), close: "(?=\\?>)" },
    blockComment("/\\*", "\\*/"),
    raw("<<<[ \\t]*(?:\\w+|'\\w+'|\"\\w+\")", (opener) => `\\n[ \\t]*${opener.replaceAll(/[<\s'"]/g, "")}(?=\\W|$)`),
    quoted('"', { multiline: true, interpolation: ["{$"] }),
    quoted("'", { multiline: true }),
  ],
};
export const php: Language = { ...phpCode, divide: dividePhp };

/** Pages that begin with a script between lines of dashes. */
export const astro: Language = {
  ...html,
  divide: (text) => {
    const script = /^\s*---\r?\n[\s\S]*?\n---(?=\s)/.exec(text)?.[0].length ?? 0;
    const page = divideHtml(text.slice(script), script);
    return script === 0 ? page : [{ start: 0, end: script, language: javascript }, ...page];
  },
};

/** Scripts and style sheets of a page are in their own languages. `at`: where the page starts in its file. */
function divideHtml(page: string, at = 0): Section[] {
  const sections: Section[] = [];
  let start = 0;
  const add = (end: number, language: Language) => {
    sections.push({ start: at + start, end: at + end, language });
    start = end;
  };
  const opener = /<!--(?!-?>)|<(script|style)\b[^<>]{0,1000}>/gi;
  for (let match = opener.exec(page); match !== null; match = opener.exec(page)) {
    const name = match[1]?.toLowerCase();
    const inside = match.index + match[0].length;
    if (name === undefined && !isNoValue(page, match.index)) continue;
    const close = findClosing(page, name === undefined ? "--!?>" : `</${name}`, inside);
    opener.lastIndex = close === -1 ? page.length : close;
    if (name === undefined) continue;
    add(inside, html);
    add(opener.lastIndex, embedded(name, match[0]));
  }
  add(page.length, html);
  return sections;
}

function findClosing(text: string, close: string, from: number): number {
  const pattern = new RegExp(close, "gi");
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
  const first = /<\?(?:php\b|=|(?=\s))/i.exec(text)?.index ?? text.length;
  const sections = first === 0 ? [] : divideHtml(text.slice(0, first));
  let start = first;
  for (const token of tokenizePart(text, phpCode.syntax, first, text.length)) {
    if (token.kind !== "markup" || token.start < start) continue;
    const page = divideHtml(text.slice(token.start, token.end), token.start);
    sections.push({ start, end: token.start, language: phpCode }, ...page);
    start = token.end;
  }
  if (start < text.length) sections.push({ start, end: text.length, language: phpCode });
  return sections;
}
