import type { Source } from "../source.ts";

/** After a name: its type, the sign that gives it a value, and the value: a text that is all of it, or anything else. */
const assignment = new RegExp(
  [
    "[\"'\\]]{0,2}(?:[ \\t]{0,80}:[ \\t]{0,80}[&'\\w<>?[\\]. ]{1,40}(?==))?",
    "[ \\t]{0,80}(\\?\\?=|\\|\\|=|\\?=|:=|=(?![=>~])|:(?=[ \\t]{0,80}[\"'`]))[ \\t]{0,80}",
    "(?:[@brLuRBU]?([\"'`])([^\"'`\\n]{0,100})\\2(?=\\s{0,80}(?:[;,)}\\]#\\n]|//|$))|((?:https?|wss?|localhost)(?=\\s|$))|(.))",
  ].join(""),
  "my",
);
const macro = /[ \t]{1,80}"([^"\n]{0,100})"/y;
/** So many names are looked for in a file; each is a pass over it. */
const MOST = 100;

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

/** One pass over the file; null if nothing, or different things are assigned to the name. A caller may change a parameter. */
function read(text: string, name: string): string | null {
  let kept: string | null | undefined;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    if (/\w/.test(text.charAt(at - 1))) continue;
    const value = assignedAt(text, at, at + name.length);
    if (value === undefined) continue;
    if (kept !== undefined && kept !== value) return null;
    kept = value;
  }
  return kept ?? null;
}

/** The text that is assigned to the name at an offset; null: something else is; undefined: nothing is. */
function assignedAt(text: string, start: number, end: number): string | null | undefined {
  if (/^[ \t]*#[ \t]*define[ \t]+$/m.test(lineBefore(text, start))) {
    macro.lastIndex = end;
    return macro.exec(text)?.[1] ?? null;
  }
  assignment.lastIndex = end;
  const match = assignment.exec(text);
  if (match === null) return undefined;
  const [, sign = "", , quoted, bare] = match;
  const isParameter = sign === "=" && /[(,]\s{0,80}$/.test(text.slice(Math.max(0, start - 81), start));
  return isParameter ? null : (quoted ?? bare ?? null);
}

function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 40), at);
  return before.slice(before.lastIndexOf("\n") + 1);
}
