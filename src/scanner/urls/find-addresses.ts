import { classifyHost } from "../hosts/classify-host.ts";
import type { Source } from "../source.ts";
import type { Address } from "./address.ts";
import { type Authority, readAuthority } from "./authority.ts";
import { filledInAfter, filledInBefore } from "./filled-in.ts";
import { fileOffset, HOLE, type Literal } from "./literal.ts";
import { isScheme, isWeb, type Scheme } from "./scheme.ts";
import { type Unit, unitsOf } from "./units.ts";

/** Characters of a value around an address that contexts look at. */
const WINDOW = 400;
/** Ends an address in a value, so that what follows is another one. */
const separator = /[\s"'<>`,;|]/g;

/** A colon and two slashes; any number of them before what is a host, as WHATWG URL has it. */
const oddSlashes =
  /:(?:[\\/]{3,20}(?=[\w-]{1,63}\.[\w.-]{0,200}[a-z])|[\\/](?=[\w-]{1,63}\.[\w.-]{0,200}[a-z])|[\\/]{2})/gi;

/** The addresses with an unencrypted scheme in the values where signs of one stand, safe ones too, in no certain order. */
export function* findAddresses(source: Source, signs: readonly number[]): Generator<Address> {
  for (const unit of unitsOf(source, signs)) yield* addressesIn(source, unit);
}

/** An address within another one belongs to that one: it is a parameter of it, or an archived page. */
function* addressesIn(source: Source, unit: Unit): Generator<Address> {
  const { value } = unit.literal;
  let outerEnd = -1;
  for (const {
    index,
    0: { length },
  } of value.matchAll(oddSlashes)) {
    if (index < outerEnd) continue;
    const [word = ""] =
      /(?<![a-z0-9])[a-z][a-z0-9]*$/.exec(value.slice(Math.max(0, index - 10), index).toLowerCase()) ?? [];
    const isWritten = isScheme(word);
    if (length !== 3 && (!isWritten || !isWeb(word) || (length === 2 && index !== word.length))) continue;
    const named = isWritten ? undefined : namedScheme(source, unit, index);
    if (word === "" && named === undefined && !value.startsWith(HOLE, index - 1)) continue;
    separator.lastIndex = index + 3;
    outerEnd = separator.exec(value)?.index ?? value.length;
    if (isWritten) yield addressAt(source, unit, { scheme: word, at: index - word.length, colon: index, length });
    else if (named !== undefined) yield addressAt(source, unit, { scheme: named, at: index, colon: index, length });
  }
}

/** The scheme that is filled in before a colon, where the file tells it. */
function namedScheme(source: Source, { literal, strings, part }: Unit, colon: number): Scheme | undefined {
  const at = fileOffset(literal, colon);
  const end = strings === undefined ? at : (part.tokens[strings[1]]?.end ?? at);
  const scheme = filledInBefore(source, at, end)?.toLowerCase();
  return scheme === "http" || scheme === "ws" ? scheme : undefined;
}

/** Where a scheme is in a value, where its colon, and how long that is with the slashes. */
interface Beginning {
  readonly scheme: Scheme;
  readonly at: number;
  readonly colon: number;
  readonly length: number;
}

function addressAt(source: Source, unit: Unit, { scheme, at, colon, length }: Beginning) {
  const { part, literal, strings } = unit;
  const { value } = literal;
  const slashes = colon + length;
  const read = readAuthority(value, slashes, strings !== undefined);
  const authority =
    told(source, unit, read, slashes) ??
    (read.text === "" ? continued(source, unit, value.slice(read.end, read.end + 20)) : read.text);
  const after = value.slice(read.end, read.end + WINDOW);
  const start = fileOffset(literal, at);
  return {
    scheme,
    authority,
    host: classifyHost(authority, after, scheme),
    before: value.slice(Math.max(0, at - WINDOW), at),
    after,
    start,
    end: Math.max(start + scheme.length, endOffset(literal, read.end)),
    spelling: at === colon ? "joined" : spellingOf(source.text, literal, at, slashes, read.end),
    part,
    strings,
  } satisfies Address;
}

/** The authority with a host that is filled in at its start and that the file tells to be a local one. */
function told(source: Source, { literal, strings, part }: Unit, read: Authority, slashes: number): string | undefined {
  if (!read.text.startsWith(HOLE)) return undefined;
  const at = fileOffset(literal, slashes);
  const host = filledInAfter(source, at, strings === undefined ? at : (part.tokens[strings[1]]?.end ?? at));
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return undefined;
  const authority = host + read.text.slice(HOLE.length);
  return classifyHost(authority, "", "http").kind === "local" ? authority : undefined;
}

/** The offset in the file after a part of the value; a part that is filled in later counts as a whole. */
function endOffset(literal: Literal, end: number): number {
  return literal.value.startsWith(HOLE, end - 1) ? fileOffset(literal, end) : fileOffset(literal, end - 1) + 1;
}

/** What follows an unquoted scheme at once: a string, code of another language, or an operator of a template. */
function continued(source: Source, { part, literal, strings, next }: Unit, rest: string): string {
  if (rest !== "") return part.language.form === "markup" && /^["'`]\s*[+~]\s*[\w$(]/.test(rest) ? HOLE : "";
  if (strings !== undefined || literal.end >= source.text.length) return "";
  if (next?.kind !== "string") return literal.end === part.end ? HOLE : "";
  return readAuthority(source.text.slice(next.start + next.opened, next.end - next.closed), 0, true).text;
}

function spellingOf(text: string, literal: Literal, at: number, slashes: number, end: number): Address["spelling"] {
  const { value } = literal;
  if (!isVerbatim(text, literal, at, slashes) || value.slice(at, slashes).includes("\\")) return "disguised";
  const authority = value.slice(slashes, end);
  if (/%[0-9a-f]{2}|[\u0080-\uFFFB]|\\/i.test(authority)) return "disguised";
  if (authority.includes(HOLE)) return "joined";
  if (end === slashes || isVerbatim(text, literal, slashes - 1, end)) return "plain";
  const raw = text.slice(fileOffset(literal, slashes), fileOffset(literal, end - 1) + 1);
  return /[\\&]/.test(raw) ? "disguised" : "joined";
}

/** Whether a stretch of the value stands in the file as it is. */
function isVerbatim(text: string, literal: Literal, from: number, to: number): boolean {
  const start = fileOffset(literal, from);
  return text.startsWith(literal.value.slice(from, to), start) && fileOffset(literal, to - 1) - start === to - 1 - from;
}
