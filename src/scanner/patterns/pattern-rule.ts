import type { Severity } from "../finding.ts";
import type { Language } from "../languages/language.ts";
import type { Hit, Places, Rule } from "../rules/rule.ts";
import type { Settings } from "../settings.ts";
import { ruleWeights } from "../severities.ts";
import { placeAt, type Source } from "../source.ts";
import type { Pattern } from "./pattern.ts";
import type { Place } from "./place.ts";

/** Characters before and after a word that a pattern may match. */
const BEFORE = 240;
const AFTER = 400;
/** Characters before a word that a pattern which starts there may look back at. */
const BEHIND = 40;

/** A rule made of patterns. */
export function patternRule(
  about: Pick<Rule, "id" | "title" | "remedy" | "cwe" | "yieldsTo"> & { patterns: readonly Pattern[] },
): Rule {
  const { patterns, ...rest } = about;
  const severity = ruleWeights[about.id];
  const byWord = Map.groupBy(
    patterns.flatMap((pattern) => [pattern.words].flat().map((word) => ({ word, pattern }))),
    ({ word }) => word,
  );
  return {
    ...rest,
    words: [...byWord.keys()],
    suspects(source, places) {
      for (const { pattern, word } of candidates(source, places)) {
        if (matchAround(pattern.match, source.text, word) !== undefined) return true;
      }
      return false;
    },
    *find(source, settings, places) {
      for (const { pattern, word } of candidates(source, places)) {
        yield* findAt(pattern, source, settings, word, severity);
      }
    },
  };

  function* candidates(source: Source, places: Places) {
    for (const [word, offsets] of places) {
      for (const { pattern } of byWord.get(word) ?? []) {
        if (!isMeant(pattern, source)) continue;
        const { length } = word;
        for (const at of offsets)
          if (mayFollow(pattern, source.text, at + length)) yield { pattern, word: { at, length } };
      }
    }
  }
}

function mayFollow({ next }: Pattern, text: string, at: number): boolean {
  if (next === undefined) return true;
  next.lastIndex = at;
  return next.test(text);
}

function isMeant({ languages, files }: Pattern, { path, language }: Source): boolean {
  if (files !== undefined && !files.test(path.slice(path.lastIndexOf("/") + 1))) return false;
  return languages === undefined || language.divide !== undefined || languages.includes(language.name);
}

function* findAt(
  pattern: Pattern,
  source: Source,
  settings: Settings,
  word: { at: number; length: number },
  severity: Severity,
): Generator<Hit> {
  const match = matchAround(pattern.match, source.text, word);
  if (match === undefined) return;
  const place = standing(pattern, source, settings, word.at, match);
  if (place === undefined) return;
  const answer = pattern.when === undefined ? true : pattern.when(place);
  if (answer === false || answer === null) return;
  const why = typeof pattern.why === "string" ? pattern.why : pattern.why(place);
  yield { ...shownOf(pattern, place), severity: answer === true ? severity : answer, why };
}

/** The option that a finding is about stands where somebody added it, which need not be where its command starts. */
function shownOf({ shown }: Pattern, { source, start, end }: Place): { start: number; end: number } {
  const match = shown?.exec(source.text.slice(start, end + AFTER));
  if (match === null || match === undefined) return { start, end };
  return { start: start + match.index, end: start + match.index + match[0].length };
}

/** The match of a pattern that a word is part of; its index counts from the start of the text. */
function matchAround(
  pattern: RegExp,
  text: string,
  { at, length }: { at: number; length: number },
): RegExpExecArray | undefined {
  if (pattern.sticky) return matchFrom(pattern, text.slice(Math.max(0, at - BEHIND), at + length + AFTER), at);
  const from = Math.max(0, at - BEFORE);
  const window = text.slice(from, at + length + AFTER);
  const search = global(pattern);
  search.lastIndex = 0;
  for (let match = search.exec(window); match !== null; match = search.exec(window)) {
    if (from + match.index > at) return undefined;
    if (from + search.lastIndex >= at + length) {
      match.index += from;
      return match;
    }
    if (match[0] === "") search.lastIndex += 1;
  }
  return undefined;
}

function matchFrom(pattern: RegExp, window: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = Math.min(BEHIND, at);
  const match = pattern.exec(window);
  if (match !== null) match.index = at;
  return match ?? undefined;
}

const globals = new WeakMap<RegExp, RegExp>();

function global(pattern: RegExp): RegExp {
  const known = globals.get(pattern) ?? new RegExp(pattern, `g${pattern.flags}`);
  globals.set(pattern, known);
  return known;
}

/** The place, if the word stands where the pattern wants it. */
function standing(
  pattern: Pattern,
  source: Source,
  settings: Settings,
  at: number,
  match: RegExpExecArray,
): Place | undefined {
  const found = placeAt(source, at);
  if (found === undefined || !isSpoken(pattern, found.part.language)) return undefined;
  const { part, token } = found;
  if (token !== undefined && token.kind !== "string") return undefined;
  if (pattern.in !== undefined && (token !== undefined) !== (pattern.in === "string")) return undefined;
  return { source, settings, part, start: match.index, end: match.index + match[0].length, match, string: token };
}

function isSpoken({ languages }: Pattern, { name }: Language): boolean {
  return languages === undefined || languages.includes(name);
}
