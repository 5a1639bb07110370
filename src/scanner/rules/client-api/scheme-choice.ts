import { codeAround } from "../../patterns/call.ts";
import type { Place } from "../../patterns/place.ts";

const BEFORE = 320;
const AFTER = 240;

/** The encrypted scheme, by whatever name, but no address. */
const encrypted = /\b(?:[\w.:]{0,40}https(?!:\/\/)|wss\b)/gi;
const compared =
  /(?:[=!]==?|\b(?:case|when|in|is|eq|ne)\b|(?:with|prefix|equals\w*|contains|require|import|from)\s*\(?)\s*["'`]?$/i;
/** What makes two values one or the other. */
const either =
  /\belse\b|\belif\b|\belsif\b|\bor\b|\|\|?|\?\?|\?:|\b(?:default|otherwise|case|when)\b|(?:_|\btrue|\bfalse|,\s*[A-Z][\w:.]{0,60})\s*(?:=>|->)/;
const asking = /\b(?:if|unless|elif|elsif|when|case|match|switch|guard)\b|\?\s*$/;
const askedOf = /scheme|protocol|proto|ssl|tls|secure/i;
const otherwise = /\b(?:else|elif|elsif|default|otherwise|case|when)\b|^\s*_\s*(?:=>|->)/;
const declaring = /\b(?:def|defp|fun|func|function|fn|sub|class|void|public|private|protected)\s/;
/** Line ends within an expression, or between the branches of a condition. */
const continued =
  /(?<=[?:|(,{[=&+]|\b(?:else|then|or|do))[ \t\r]*\n\s*|[ \t\r]*\n\s*(?=[?:|&.+)\]},{]|(?:else|elif|elsif|or)\b)/g;
const lastOfBranch = /;(?=\s{0,80}(?:\}|else\b))/g;

interface Around {
  readonly before: string;
  readonly after: string;
}

/**
 * Whether the scheme is one of two: the same expression, another branch of the same condition or a later line for the
 * same variable takes the encrypted one, or a condition asks for the scheme. One that stands nearby does not count.
 */
export function isChosen(place: Place): boolean {
  const around = codeAround(place, BEFORE, AFTER);
  return (
    isOneOfTwo(around) || isAskedFor(around) || isOtherBranch(around) || isRest(around) || isReplaced(place, around)
  );
}

/** In one expression or condition with the encrypted scheme, or beside another value. */
function isOneOfTwo({ before, after }: Around): boolean {
  if (/^[^\n]{0,20}\b(?:if|unless)\b/.test(after) || /^\s*[)\]}]?\s*(?:\||[!=]=|\bor\b)/.test(after)) return true;
  const last = takings(before).at(-1);
  if (last !== undefined && isChoice(before.slice(0, last.start), before.slice(last.end))) return true;
  const next = takings(after)[0];
  return next !== undefined && isChoice(before, after.slice(0, next.start));
}

function isChoice(ahead: string, between: string): boolean {
  const joined = joinLines(between);
  if (/[;\n]/.test(joined)) return false;
  if (either.test(joined)) return true;
  return joined.includes(":") && /\?[^;\n]*$/.test(joinLines(ahead));
}

/** Where the encrypted scheme is written, and not just asked for. */
function takings(text: string): { start: number; end: number }[] {
  return [...text.matchAll(encrypted)]
    .map(({ 0: { length }, index }) => ({ start: index, end: index + length }))
    .filter(({ start }) => !compared.test(text.slice(Math.max(0, start - 40), start)));
}

function joinLines(text: string): string {
  return text.replace(lastOfBranch, "").replace(continued, " ");
}

/** In what a condition on the scheme governs. */
function isAskedFor({ before }: Around): boolean {
  if (/(?:scheme|protocol)[^;\n]{0,120}\?[^;\n]{0,60}$/i.test(before)) return true;
  return governing(before).some((line) => asking.test(line) && askedOf.test(line.slice(line.search(asking))));
}

/** In a branch of a condition that has another with the encrypted scheme. */
function isOtherBranch({ before, after }: Around): boolean {
  const lines = governing(before);
  const next = takings(after)[0];
  if (next !== undefined && lines.some((line) => asking.test(line)) && isBranchAway(after.slice(0, next.start)))
    return true;
  const last = takings(before).at(-1);
  return last !== undefined && lines.some((line) => otherwise.test(line)) && isBranchAway(before.slice(last.end));
}

function isBranchAway(between: string): boolean {
  return otherwise.test(between) && !declaring.test(between) && !/\n\s*\n/.test(between);
}

/** What is left when a condition above returned the encrypted scheme. */
function isRest({ before }: Around): boolean {
  const last = takings(before).at(-1);
  if (last === undefined || !/(?:\n|=>)[ \t]*return\b[^;]*$/.test(before)) return false;
  const isReturned = /\b(?:if|unless|when|case|guard)\b[^;]*\breturn\b[^;]*$/.test(before.slice(0, last.start));
  return isReturned && !declaring.test(before.slice(last.end));
}

/** A default that a condition below replaces by the encrypted scheme, for the same variable. */
function isReplaced({ match }: Place, { before, after }: Around): boolean {
  const line = before.slice(before.lastIndexOf("\n") + 1) + match[0];
  const name =
    /(\w+)(?:\.|->|\$|\[["':]?)\w*(?:scheme|protocol)["'\]]*\s*[(=:<]/i.exec(line)?.[1] ??
    /(\w+)\s*(?::[\w.<>? ]{1,40})?(?::=|=(?!=)|<-)/.exec(line)?.[1];
  const next = takings(after)[0];
  if (name === undefined || next === undefined) return false;
  const between = after.slice(0, next.start);
  const given = new RegExp(`(?<!\\w)${name}\\b[^\\n;]{0,60}$`);
  return given.test(between) && /\b(?:if|unless)\b/.test(between + after.slice(next.end).split("\n")[0]);
}

/** The start of the line of a place, and the lines above that it is indented under. */
function governing(before: string): string[] {
  const lines = before.split("\n");
  const own = lines.pop() ?? "";
  const found = [own].filter(isOpen);
  let indent = indentOf(own);
  for (let line = lines.pop(); line !== undefined; line = lines.pop()) {
    if (line.trim() === "" || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    found.push(/^\s*\{/.test(line) ? `${lines.at(-1) ?? ""}${line}` : line);
  }
  return found;
}

/** Whether a condition at the start of a line governs what follows in it. */
function isOpen(line: string): boolean {
  return line.lastIndexOf("{") > line.lastIndexOf("}") || !/[;}]/.test(line);
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}
