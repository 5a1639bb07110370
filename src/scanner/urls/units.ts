import type { Token } from "../lexer/syntax.ts";
import type { Part, Source } from "../source.ts";
import { bareLiteral, type Literal, literalOf } from "./literal.ts";

/** A value to look for addresses in. */
export interface Unit {
  readonly part: Part;
  readonly literal: Literal;
  readonly strings: readonly [first: number, last: number] | undefined;
  /** What ends a value outside of strings. */
  readonly next?: Token | undefined;
}

/** Between two strings that are joined: operators, line breaks, and the letters that may stand before a quote. */
const joint =
  /^[\s\\]*(?:(?:\)[\s\\]*)?\+(?:[\s\\]*\()?|\.{1,2}|<>|\+\+|&|~|\|\|)?[\s\\]*(?:\$?@?|[rRbBuUfFsSL]{0,2})$/;
const joinedToUnknown =
  /^[\s\\]*(?:\)[\s\\]*)?(?:\+(?![+=])|\+\+(?=\s*[\w(])|\.\.|<>|&(?!&)|~(?![=/])|\|\|(?=\s*[\w:])|<<|%(?=\s*[\w(])|\.\s*(?:concat|plus)\s*\()/;
/** What joins in some languages alone. */
const ownJoints: Readonly<Record<string, RegExp>> = {
  php: /^\s*\.\s*[$\w(\\]/,
  perl: /^\s*\.\s*[$\w(\\]/,
  c: /^\s+[A-Z_][A-Z0-9_]*\b(?!\s*[(=])/,
  julia: /^\s*\*\s*[\w(]/,
  ocaml: /^\s*\^\s*[\w(]/,
};

/** The values of a file in which signs of an address stand, by their offsets. Each text is looked at once. */
export function* unitsOf(source: Source, signs: readonly number[]): Generator<Unit> {
  if (signs.length === 0) return;
  let next = 0;
  for (const part of source.parts()) {
    while (next < signs.length && (signs[next] ?? 0) < part.start) next += 1;
    let last = next;
    while (last < signs.length && (signs[last] ?? 0) < part.end) last += 1;
    if (last > next) yield* unitsOfPart(source, part, signs.slice(next, last));
    next = last;
  }
}

function* unitsOfPart({ text, whole }: Source, part: Part, signs: readonly number[]): Generator<Unit> {
  const { tokens, language } = part;
  const done = new Set<number>();
  const open: number[] = [];
  let next = 0;
  let gapStart = part.start;
  let gapDone = -1;
  for (const at of signs) {
    for (; (tokens[next]?.start ?? Number.POSITIVE_INFINITY) <= at; next += 1) open.push(next);
    for (
      let end = tokens[open.at(-1) ?? -1]?.end ?? at + 1;
      end <= at;
      end = tokens[open.at(-1) ?? -1]?.end ?? at + 1
    ) {
      gapStart = Math.max(gapStart, end);
      open.pop();
    }
    const within = open.at(-1);
    if (within === undefined) {
      if ((language.form === "code" && whole) || gapDone === gapStart) continue;
      gapDone = gapStart;
      const end = Math.min(part.end, tokens[next]?.start ?? part.end);
      const literal = bareLiteral(text, gapStart, end, language.form === "markup");
      yield { part, literal, strings: undefined, next: tokens[next] };
    } else if (language.form === "text" && holeAt(tokens[within], at) !== undefined) {
      const [start, end] = holeAt(tokens[within], at) ?? [at, at];
      if (start !== gapDone) yield { part, literal: bareLiteral(text, start, end, false), strings: undefined };
      gapDone = start;
    } else if (tokens[within]?.kind === "string" && !done.has(within)) {
      const strings =
        language.form === "code" && language.name !== "lisp"
          ? chainAround(text, tokens, within)
          : ([within, within] as const);
      for (let index = strings[0]; index <= strings[1]; index += 1) done.add(index);
      yield { part, literal: stringsValue(text, part, strings), strings };
    }
  }
}

/** The code within a string that an offset is in: a command of a shell, whose words need no quotes. */
function holeAt(token: Token | undefined, at: number): readonly [number, number] | undefined {
  return token?.holes.find(([start, end]) => start <= at && at < end);
}

/** The first and last of the strings that are joined to the one at an index. */
function chainAround(text: string, tokens: readonly Token[], at: number): readonly [number, number] {
  let first = at;
  while (joins(text, tokens[first - 1], tokens[first])) first -= 1;
  let last = at;
  while (joins(text, tokens[last], tokens[last + 1])) last += 1;
  while (last > at && tokens[last]?.kind !== "string") last -= 1;
  while (first < at && tokens[first]?.kind !== "string") first += 1;
  return [first, last];
}

function joins(text: string, a: Token | undefined, b: Token | undefined): boolean {
  if (a === undefined || b === undefined || a.end > b.start || b.start - a.end > 300) return false;
  if (a.kind === "regex" || b.kind === "regex") return false;
  const between = text.slice(a.end, b.start);
  return joint.test(between) && (!between.includes(")") || text.charAt(a.start - 1) === "(");
}

function stringsValue(text: string, part: Part, [first, last]: readonly [number, number]): Literal {
  const strings = part.tokens.slice(first, last + 1).filter((token) => token.kind === "string");
  const after = text.slice(strings.at(-1)?.end ?? 0, Math.min(part.end, (strings.at(-1)?.end ?? 0) + 60));
  return literalOf(text, strings, isJoined(after, part));
}

function isJoined(after: string, { language: { form, name } }: Part): boolean {
  if (ownJoints[name]?.test(after)) return true;
  if (form === "text") return /^[$\w{]|^\s*\+\s*[$(]/.test(after);
  return form === "code" && joinedToUnknown.test(after);
}
