import { type Frame, framesAt } from "../context/surroundings.ts";
import type { Token } from "../lexer/syntax.ts";
import type { Settings } from "../settings.ts";
import type { Part, Source } from "../source.ts";

/** Where a pattern matched. */
export interface Place {
  readonly source: Source;
  readonly settings: Settings;
  readonly part: Part;
  /** Offsets of the match in the file, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly match: RegExpExecArray;
  /** The string that the word stands in. */
  readonly string: Token | undefined;
}

/** The brackets that are open around a place, innermost first, with what they belong to. */
export function framesOf({ source, part, start, string }: Place): readonly Frame[] {
  return framesAt(source, part, string?.start ?? start);
}

/** Whether a place stands in the arguments of a call, within a few hundred characters, whose name matches. */
export function isInCall(place: Place, name: RegExp): boolean {
  return framesOf(place).some((frame) => frame.bracket === "(" && name.test(frame.name));
}

/** The name of the innermost call around a place; empty if there is none. */
export function nameOfCall(place: Place): string {
  return framesOf(place).find(({ bracket, name }) => bracket === "(" && name !== "")?.name ?? "";
}

/** Some text before the match, over lines. */
export function textBefore({ source: { text }, start }: Pick<Place, "source" | "start">, reach: number): string {
  return text.slice(Math.max(0, start - reach), start);
}

/** Some text after the match, over lines. */
export function textAfter({ source: { text }, end }: Pick<Place, "source" | "end">, reach: number): string {
  return text.slice(end, end + reach);
}

/** Some text before and after the match, in its line. */
export function lineAround(place: Pick<Place, "source" | "start" | "end">): { before: string; after: string } {
  const before = textBefore(place, 500);
  const after = textAfter(place, 500);
  const stop = after.indexOf("\n");
  return { before: before.slice(before.lastIndexOf("\n") + 1), after: stop === -1 ? after : after.slice(0, stop) };
}

const known = new WeakMap<Source, Map<string, boolean>>();

/** Whether a pattern matches anywhere in the file, outside of comments or not. Each is looked for once. */
export function mentions(source: Source, pattern: RegExp): boolean {
  const answers = known.get(source) ?? new Map<string, boolean>();
  known.set(source, answers);
  const answer = answers.get(`${pattern}`) ?? pattern.test(source.text);
  answers.set(`${pattern}`, answer);
  return answer;
}
