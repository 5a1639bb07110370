import type { Token } from "../lexer/syntax.ts";

/** Stands in a value for a part that is known only when the program runs. */
export const HOLE = "\uFFFC";

/** The value of a string, or of several that are joined, and where its characters come from. */
export interface Literal {
  readonly value: string;
  /** Where the value's text is not the file's own: pairs of offsets, value and file, in order. */
  readonly marks: readonly (readonly [value: number, file: number])[];
  readonly start: number;
  readonly end: number;
}

const escapes =
  /\\(?:u\{0{0,20}([0-9a-fA-F]{1,8})\}|u{1,9}([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x(?:00)?([0-9a-fA-F]{2})|([0-7]{1,3})|(\r?\n[ \t]*|[\s\S]))/g;
const entities = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(colon|sol|period|commat));?/g;
const named: Record<string, string> = { colon: ":", sol: "/", period: ".", commat: "@" };
const control: Record<string, string> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v", b: "\b" };

interface Building {
  value: string;
  marks: [value: number, file: number][];
}

/** The value of joined strings: escapes decoded, code within them a {@link HOLE}. */
export function literalOf(text: string, tokens: readonly Token[], unknownAfter: boolean): Literal {
  const building: Building = { value: "", marks: [] };
  for (const token of tokens) {
    let from = token.start + token.opened;
    for (const [start, end] of token.holes) {
      append(building, text, from, start, escapesOf(token));
      building.marks.push([building.value.length, start]);
      building.value += HOLE;
      from = end;
    }
    append(building, text, from, Math.max(from, token.end - token.closed), escapesOf(token));
  }
  const end = tokens.at(-1)?.end ?? 0;
  if (unknownAfter) {
    building.marks.push([building.value.length, end]);
    building.value += HOLE;
  }
  return { ...building, start: tokens[0]?.start ?? 0, end };
}

/** The value of text outside of strings. Entities are decoded in markup, escaped slashes and colons elsewhere. */
export function bareLiteral(text: string, start: number, end: number, markup: boolean): Literal {
  const building: Building = { value: "", marks: [] };
  append(building, text, start, end, markup ? entities : escapes);
  return { ...building, start, end };
}

/** The offset in the file of a character of the value. */
export function fileOffset(literal: Literal, at: number): number {
  const { marks } = literal;
  let low = 0;
  let high = marks.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.[0] ?? 0) <= at) low = middle;
    else high = middle;
  }
  const [value, file] = marks[low] ?? [0, literal.start];
  return file + Math.max(0, at - value);
}

function escapesOf(token: Token): RegExp | undefined {
  return token.form.escape === "\\" ? escapes : undefined;
}

function append(building: Building, text: string, from: number, to: number, pattern: RegExp | undefined): void {
  building.marks.push([building.value.length, from]);
  const slice = text.slice(from, to);
  if (pattern === undefined || !slice.includes(pattern === entities ? "&" : "\\")) {
    building.value += slice;
    return;
  }
  let copied = 0;
  const pieces: string[] = [];
  let length = building.value.length;
  for (const match of slice.matchAll(pattern)) {
    const plain = slice.slice(copied, match.index);
    const decoded = pattern === entities ? decodeEntity(match) : decodeEscape(match);
    copied = match.index + match[0].length;
    pieces.push(plain, decoded);
    building.marks.push([length + plain.length, from + match.index]);
    length += plain.length + decoded.length;
    building.marks.push([length, from + copied]);
  }
  pieces.push(slice.slice(copied));
  building.value += pieces.join("");
}

function decodeEscape(match: RegExpExecArray): string {
  const [, braced, four, eight, two, octal, other = ""] = match;
  const hex = braced ?? four ?? eight ?? two;
  if (hex !== undefined) return character(Number.parseInt(hex, 16));
  if (octal !== undefined) return character(Number.parseInt(octal, 8));
  if (other.includes("\n")) return "";
  return control[other] ?? other;
}

function decodeEntity(match: RegExpExecArray): string {
  const [, decimal, hex, name = ""] = match;
  if (decimal !== undefined) return character(Number(decimal));
  return hex === undefined ? (named[name] ?? "") : character(Number.parseInt(hex, 16));
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
}
