import type { Source } from "../source.ts";

/** A name, the sign that gives it a value, and the value: a text that is all of it, or anything else. */
const assignment = new RegExp(
  [
    "([(,]\\s{0,80})?\\b([A-Za-z_][\\w$]*)[\"'\\]]{0,2}",
    "(?:[ \\t]*:[ \\t]*[&'\\w<>?[\\]. ]{1,40}(?==))?",
    "[ \\t]*(\\?\\?=|\\|\\|=|\\?=|:=|=(?![=>~])|:(?=[ \\t]*[\"'`]))[ \\t]*",
    "(?:[@brLuRBU]?([\"'`])([^\"'`\\n]{0,100})\\4(?=\\s*(?:[;,)}\\]#\\n]|//|$))|((?:https?|wss?|localhost)(?=\\s|$))|(.))",
  ].join(""),
  "gm",
);

const macro = /^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+"([^"\n]{0,100})"/gm;

const known = new WeakMap<Source, ReadonlyMap<string, string | null>>();

/** What a name stands for in a file: the one text that is ever assigned to it; undefined if there is none, or another. */
export function constantOf(source: Source, name: string): string | undefined {
  const constants = known.get(source) ?? read(source.text);
  known.set(source, constants);
  return constants.get(name) ?? undefined;
}

/** One pass over the file; null for a name to which different things are assigned. A caller may change a parameter. */
function read(text: string): Map<string, string | null> {
  const constants = new Map<string, string | null>();
  for (const [, inList, name = "", sign = "", , quoted, bare] of text.matchAll(assignment)) {
    const isParameter = inList !== undefined && sign === "=";
    const value = isParameter ? null : (quoted ?? bare ?? null);
    constants.set(name, !constants.has(name) || constants.get(name) === value ? value : null);
  }
  for (const [, name = "", value = ""] of text.matchAll(macro)) constants.set(name, constants.has(name) ? null : value);
  return constants;
}
