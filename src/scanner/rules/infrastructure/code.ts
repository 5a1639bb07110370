import { escapeRegExp } from "../../lexer/syntax.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";
import { type Setting, wordsOf } from "./setting.ts";

/** Languages that infrastructure is programmed in, with the CDK, Pulumi or a cloud's own library. */
export const programs = [
  "javascript",
  "python",
  "java",
  "kotlin",
  "scala",
  "groovy",
  "csharp",
  "fsharp",
  "go",
  "ruby",
  "php",
  "rust",
  "swift",
  "dart",
  "visual-basic",
  "powershell",
  "c-like",
];
const declaration =
  /(?:\b(?:def|function|func|fn|fun|sub|constructor|interface|class)\b|=>)[^(){};]{0,80}\([^(){};]{0,250}$/i;

/** A call that is told what to answer where nothing is set. */
const lookup = /\b(?:get|fetch|pop|env|read|opt|find|lookup|default)\w*\s*\(\s*$/i;
/** Longer strings are documentation and the like. */
const LONGEST_KEY = 80;

/** A setting as an argument, a property, an entry of a map or a builder's call. */
export function inProgram({ keys, values, why }: Setting): Pattern {
  const names = keys.flatMap(wordsOf).map(escapeRegExp).join("|");
  const texts = values.map((value) => escapeRegExp(value).replaceAll(/[-_]/g, "[-_]?")).join("|");
  const before = "(?:(?:new\\s+)?[$@\\w.:]{0,80}(?:[.(_]|::)\\s?)?[\"'`:]?";
  return {
    words: [...new Set(keys.flatMap(wordsOf))],
    languages: programs,
    match: new RegExp(
      `(?<![\\w-])["'\`]?(?:${names})["'\`]?\\]?\\s*(?:=>|:=|[:=(,])\\s*${before}(?:${texts})(?![\\w-])["'\`]?`,
      "i",
    ),
    when: ({ source, start, string }) => {
      const isKey = string === undefined || string.end - string.start <= LONGEST_KEY;
      const before = source.text.slice(Math.max(0, start - 350), start);
      return isKey && !declaration.test(before) && !lookup.test(before);
    },
    why,
  };
}

/** The arguments of the call that a place is in or begins, comments and all, not further than some thousand characters. */
export function callAround({ source: { text }, start, end }: Place): string {
  const open = openingBefore(text, start) ?? text.indexOf("(", end - 1);
  return open === -1 ? "" : bracketsAt(text, open);
}

/** What stands in brackets, with them, not further than some thousand characters. */
export function bracketsAt(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < Math.min(text.length, open + 4000); at += 1) {
    const sign = text.charAt(at);
    if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    if (depth === 0) return text.slice(open, at + 1);
  }
  return text.slice(open, open + 4000);
}

function openingBefore(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from - 1; at > Math.max(0, from - 1500); at -= 1) {
    const sign = text.charAt(at);
    if (sign === ")") depth += 1;
    else if (sign === "(" && depth === 0) return at;
    else if (sign === "(") depth -= 1;
  }
  return undefined;
}
