import { indexOfTokenBefore } from "../source.ts";
import type { Place } from "./place.ts";

/** An argument of a call, a field of an object, an entry of a map. */
export interface Argument {
  /** Its key, without quotes; empty for a positional one. */
  readonly name: string;
  /** Its value as it is written. */
  readonly value: string;
}

/** What stands between two brackets. */
export interface Group {
  /** Some code before the bracket that opens. */
  readonly before: string;
  readonly arguments: readonly Argument[];
  /** Some code after the bracket that closes. */
  readonly after: string;
}

/** Text of a file from an offset on, comments blanked; in `mask` the characters of strings, too. */
interface Code {
  readonly from: number;
  readonly text: string;
  readonly mask: string;
}

const REACH = 900;
const key = /^\s*(?:\[?\s*:?(["'])([\w$.-]+)\1\s*\]?|[@:&]?([\w$.-]+))\s*(?:=>|:=|=(?!=)|:(?!:))\s*/;

/** Code before and after a place, as far as a few hundred characters, comments blanked. */
export function codeAround(place: Place, before: number, after: number): { before: string; after: string } {
  const { from, text } = codeBetween(place, place.start - before, place.end + after);
  return { before: text.slice(0, place.start - from), after: text.slice(place.end - from) };
}

/** What is in the brackets that open at or after the end of a match; its last character may be the bracket. */
export function groupAfter(place: Place): Group | undefined {
  const code = codeBetween(place, place.start - 200, place.end + REACH);
  const open = code.mask.slice(0, place.end - code.from).search(/[([{]\s*$/);
  if (open !== -1 && open >= place.start - code.from) return groupAt(code, open);
  const next = /^\s*[([{]/.exec(code.mask.slice(place.end - code.from));
  return next === null ? undefined : groupAt(code, place.end - code.from + next[0].length - 1);
}

/** What is in the innermost brackets around the start of a match. */
export function groupAround(place: Place): Group | undefined {
  const code = codeBetween(place, place.start - REACH, place.end + REACH);
  let depth = 0;
  for (let at = place.start - code.from - 1; at >= 0; at -= 1) {
    const sign = code.mask.charAt(at);
    if (/[)\]}]/.test(sign)) depth += 1;
    else if (/[([{]/.test(sign)) {
      if (depth === 0) return groupAt(code, at);
      depth -= 1;
    }
  }
  return undefined;
}

/** The value of the first argument whose name matches. */
export function named(group: Group | undefined, name: RegExp): string | undefined {
  return group?.arguments.find((argument) => name.test(argument.name))?.value;
}

/** The value of a field of exactly that name; `{ host }` is short for one that a variable of the name fills. */
export function field(group: Group | undefined, name: string): string | undefined {
  return group?.arguments.find((argument) => (argument.name === "" ? argument.value : argument.name) === name)?.value;
}

/** The value of a positional argument, counted from 0. */
export function positional(group: Group | undefined, index: number): string | undefined {
  return group?.arguments.filter(({ name }) => name === "")[index]?.value;
}

function groupAt({ text, mask }: Code, open: number): Group {
  const starts = [open + 1];
  let depth = 0;
  let at = open + 1;
  for (; at < mask.length; at += 1) {
    const sign = mask.charAt(at);
    if (/[([{]/.test(sign)) depth += 1;
    else if (/[)\]}]/.test(sign)) {
      if (depth === 0) break;
      depth -= 1;
    } else if ((sign === "," || sign === ";") && depth === 0) starts.push(at + 1);
  }
  const parts = starts.map((start, index) => text.slice(start, (starts[index + 1] ?? at + 1) - 1));
  return {
    before: text.slice(Math.max(0, open - 160), open),
    arguments: parts.map(argumentOf).filter(({ name, value }) => name !== "" || value !== ""),
    after: text.slice(at + 1, at + 200),
  };
}

function argumentOf(text: string): Argument {
  const found = key.exec(text);
  if (found === null) return { name: "", value: text.trim() };
  return { name: found[2] ?? found[3] ?? "", value: text.slice(found[0].length).trim() };
}

function codeBetween({ source, part }: Place, start: number, end: number): Code {
  const from = Math.max(part.start, start);
  const to = Math.min(part.end, end);
  const pieces: string[] = [];
  const masked: string[] = [];
  let at = from;
  for (let index = Math.max(0, indexOfTokenBefore(part, from)); index < part.tokens.length; index += 1) {
    const token = part.tokens[index];
    if (token === undefined || token.start >= to) break;
    if (token.end <= at) continue;
    const [first, last] = [Math.max(at, token.start), Math.min(to, token.end)];
    const plain = source.text.slice(at, first);
    const own = source.text.slice(first, last);
    pieces.push(plain, token.kind === "comment" ? own.replaceAll(/[^\n]/g, " ") : own);
    masked.push(plain, own.replaceAll(/[^\n]/g, token.kind === "comment" ? " " : "_"));
    at = last;
  }
  const rest = at < to ? source.text.slice(at, to) : "";
  return { from, text: pieces.join("") + rest, mask: masked.join("") + rest };
}
