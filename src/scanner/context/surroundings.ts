import { indexOfTokenBefore, type Part, type Source } from "../source.ts";
import type { Address } from "../urls/address.ts";
import { type Tag, tagAround } from "./tag-around.ts";

/** A bracket that is open around a value, and the name before it: of a call, a list, a map. */
export interface Frame {
  readonly bracket: "(" | "[" | "{";
  readonly name: string;
  /** Commas between the bracket and the value. */
  readonly commas: number;
}

/** What stands around an address. */
export interface Surroundings {
  /** Code before the value, strings in it without quotes and cut, comments left out. */
  readonly code: string;
  /** Code after the value. */
  readonly following: string;
  /** The name that the value is assigned to, or its key. */
  readonly name: string;
  /** Innermost first. */
  readonly frames: readonly Frame[];
  /** The tag of markup that the address stands in. */
  readonly tag: Tag | undefined;
}

const REACH = 700;
/** Quick to deny what `assigned` would look for in vain. */
const assigning = /[=:>]\s*[([{]?[$@\w]{0,2}$/;
const assigned =
  /([\w$@.:-]+)(?:\[\w*\])?["'`\])}]*(?:\s*[:?]\s*[&*]?(?:'\w{1,20}\s+)?[\w.]{1,60}(?:<[^<>=]{0,60}>)?(?:\[[^\][]{0,20}\])?[?*&!]?(?:\s*\|\s*[\w.]{1,30}){0,3})?\s*(?:=>|:=|\?\?=|\|\|=|=|:)\s*[([{]?[$@rbfuLRBFU]{0,2}$/;
const typeArguments = /<[\w, .]{0,60}>$/;
const named = /[\w$@.?!:-]+$/;
const opensBlock =
  /\)\s*$|\b(?:class|interface|struct|enum|object|extends|implements|protocol|record|trait|impl|namespace)\b[^;{}]*$/;
/** Blocks that make a message, in Kotlin, Groovy and Ruby; blocks that describe a project. */
const messageClosure =
  /(?:^|[^\w.])((?:require|check|assert)\w*|(?:\w+\.)?(?:log(?:ger)?|LOG(?:GER)?|klogger)\s*\.\s*\w+|licen[cs]es?|scm|developers?|organization|pom|info|contact)\s*(?:\([^()\n]{0,120}\)\s*)?$/;
const holder = /([\w$@.-]+)["'`\]]*(?:\s*:\s*[\w<>[\], .]{1,80})?\s*(?:=>|:=|=|:)\s*(?:new\s+)?[\w<>[\], .*&]{0,80}$/;

/** Looks around an address, not further than a few hundred characters. */
export function surroundingsOf(source: Source, address: Address): Surroundings {
  const code = codeBefore(source.text, address);
  const last = address.strings === undefined ? undefined : address.part.tokens[address.strings[1]];
  const following = source.text.slice(last?.end ?? address.end, (last?.end ?? address.end) + 120);
  const bare = address.strings === undefined ? code.replace(/["']$/, "") : code;
  const name = assigning.test(bare.slice(-60)) ? (assigned.exec(bare.slice(-200))?.[1] ?? "") : "";
  const macro = /#[ \t]*define[ \t]+(\w+)[^\n]*$/.exec(code)?.[1];
  const keyword = /(?:^|[\s({])(:[\w-]+)\s+$/.exec(code.slice(-60))?.[1];
  return { code, following, name: macro ?? keyword ?? name, frames: framesOf(code), tag: tagAround(source, address) };
}

/** The brackets that are open around a place in code, or around the string that starts there; innermost first. */
export function framesAt(source: Source, part: Part, at: number): readonly Frame[] {
  return framesOf(codeOf(source.text, part, indexOfTokenBefore(part, at), at));
}

function codeBefore(text: string, { part, strings, start }: Address): string {
  if (strings === undefined) {
    const window = text.slice(Math.max(part.start, start - REACH), start);
    return window.slice(window.lastIndexOf("\n") + 1);
  }
  return codeOf(text, part, strings[0] - 1, part.tokens[strings[0]]?.start ?? start);
}

/** Code before an offset, from a token before it backwards. */
function codeOf(text: string, part: Part, last: number, end: number): string {
  const pieces: string[] = [];
  let at = end;
  const floor = Math.max(part.start, at - REACH);
  for (let index = last; index >= 0 && at > floor; index -= 1) {
    const token = part.tokens[index];
    if (token === undefined || token.end <= floor) break;
    if (token.end > at) continue;
    pieces.push(text.slice(token.end, at), token.kind === "string" ? wordOf(text, token.start, token.end) : " ");
    at = token.start;
  }
  if (at > floor) pieces.push(text.slice(floor, at));
  return pieces.reverse().join("");
}

/** A string as a word: enough to know a key by, nothing that could be taken for code. */
function wordOf(text: string, start: number, end: number): string {
  return `"${text.slice(start, Math.min(end, start + 40)).replaceAll(/[^\w$@.:-]/g, "")}"`;
}

function framesOf(code: string): Frame[] {
  const frames: Frame[] = [];
  let depth = 0;
  let commas = 0;
  for (let at = code.length - 1; at >= 0 && frames.length < 6; at -= 1) {
    const sign = code.charAt(at);
    if (sign === ";" && depth === 0) break;
    if (sign === "," && depth === 0) commas += 1;
    else if (sign === ")" || sign === "]" || sign === "}") depth += 1;
    else if (sign === "(" || sign === "[" || sign === "{") {
      if (depth > 0) depth -= 1;
      else {
        const before = code.slice(Math.max(0, at - 160), at);
        const closure = sign === "{" ? messageClosure.exec(before)?.[1] : undefined;
        if (closure !== undefined) frames.push({ bracket: sign, name: closure, commas });
        if (sign === "{" && (closure !== undefined || opensBlock.test(before))) break;
        frames.push({ bracket: sign, name: nameBefore(before, sign), commas });
        commas = 0;
      }
    }
  }
  return frames;
}

function nameBefore(before: string, bracket: string): string {
  const direct = bracket === "(" ? (named.exec(before.slice(-80).trimEnd().replace(typeArguments, ""))?.[0] ?? "") : "";
  return direct === "" ? (holder.exec(before)?.[1] ?? "") : direct;
}
