import type { Source } from "../source.ts";

/** After a name: its type, the sign that gives it a value, and the value: a text that is all of it, or anything else. */
const assignment = new RegExp(
  [
    "[\"'\\]]{0,2}(?:[ \\t]{0,80}:[ \\t]{0,80}[&'\\w<>?[\\]. ]{1,40}(?==))?",
    "[ \\t]{0,80}(\\?\\?=|\\|\\|=|\\?=|:=|<-|=(?![=>~])|(?:=>|:)(?=[ \\t]{0,80}[\"'`]))[ \\t]{0,80}(?:\\r?\\n[ \\t]{1,80})?",
    "(?:[@brLuRBU]?([\"'`])([^\"'`\\n]{0,100})\\2(?=\\s{0,80}(?:[;,)}\\]#\\n]|//|$))|((?:https?|wss?|localhost)(?=\\s|$))|(?=[^\\r\\n]))",
  ].join(""),
  "my",
);
const macro = /[ \t]{1,80}"([^"\n]{0,100})"/y;
/** So many names are looked for in a file; each is a pass over it. */
const MOST = 100;
/** So far above a place is looked for what a name was given last. */
const ABOVE = 4000;

/** What a name is given: the text, if it is one and the same whoever calls, and the expression as it is written. */
interface Given {
  readonly text: string | null;
  readonly expression: string;
}

const known = new WeakMap<Source, Map<string, string | null>>();

/** What a name stands for in a file: the one text that is ever assigned to it; undefined if there is none, or another. */
export function constantOf(source: Source, name: string): string | undefined {
  const constants = known.get(source) ?? new Map<string, string | null>();
  known.set(source, constants);
  let value = constants.get(name);
  if (value === undefined) {
    value = constants.size < MOST ? read(source.text, name) : null;
    constants.set(name, value);
  }
  return value ?? undefined;
}

/** What a name is given last above an offset, as it is written; else what it stands for in the file, as a string. */
export function givenAbove(source: Source, name: string, offset: number): string | undefined {
  const from = Math.max(0, offset - ABOVE);
  const above = source.text.slice(from, offset);
  for (let at = above.lastIndexOf(name); at !== -1; at = at === 0 ? -1 : above.lastIndexOf(name, at - 1)) {
    const given = givenAt(above, at, at + name.length);
    if (given !== undefined) return given.expression;
  }
  const constant = constantOf(source, name);
  return constant === undefined ? undefined : `"${constant}"`;
}

/** One pass over the file; null if nothing, or different things are assigned to the name. */
function read(text: string, name: string): string | null {
  let kept: string | null | undefined;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const given = givenAt(text, at, at + name.length);
    if (given === undefined) continue;
    if (kept !== undefined && kept !== given.text) return null;
    kept = given.text;
  }
  return kept ?? null;
}

/** What is assigned to the name at an offset, if something is. A caller may change a parameter. */
function givenAt(text: string, start: number, end: number): Given | undefined {
  if (/\w/.test(text.charAt(start - 1))) return undefined;
  if (/^[ \t]*#[ \t]*define[ \t]+$/m.test(lineBefore(text, start))) {
    macro.lastIndex = end;
    return { text: macro.exec(text)?.[1] ?? null, expression: lineAfter(text, end) };
  }
  assignment.lastIndex = end;
  const match = assignment.exec(text);
  if (match === null) return undefined;
  const [all, sign = "", , quoted, bare] = match;
  const isParameter = sign === "=" && /[(,]\s{0,80}$/.test(text.slice(Math.max(0, start - 81), start));
  const value = quoted ?? bare;
  const expression = value === undefined ? lineAfter(text, end + all.length) : `"${value}"`;
  return { text: isParameter ? null : (value ?? null), expression };
}

function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 40), at);
  return before.slice(before.lastIndexOf("\n") + 1);
}

function lineAfter(text: string, at: number): string {
  return /^[^\n;]*/.exec(text.slice(at, at + 200))?.[0] ?? "";
}
