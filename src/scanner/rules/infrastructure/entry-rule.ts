import { entryAt, isStructured } from "../../entries/entries-of.ts";
import type { Entry } from "../../entries/entry.ts";
import type { Severity } from "../../finding.ts";
import type { Source } from "../../source.ts";
import type { Hit, Places, Rule } from "../rule.ts";
import { type Around, matchSetting, type Setting, takes, wordsOf } from "./setting.ts";

/** Something that only the block around it tells. */
export interface Check {
  /** Lower-case ASCII: where one of them stands, its entry is asked about. */
  readonly words: readonly string[];
  /** The words are parts of names. */
  readonly partial?: true;
  readonly languages?: readonly string[];
  /** What the value of that entry has to be; it tells, too, whether lines alone are worth a look at their file. */
  readonly value?: RegExp;
  /** The entry to point at, which may be another than the one at hand. */
  readonly find: (entry: Entry, around: Around) => Found | undefined;
  readonly why: string;
}

export interface Found {
  readonly entry: Entry;
  readonly severity?: Severity;
}

/** How a file of a structured format is looked at, by words. */
interface Question {
  readonly check: Check;
  /** Whether a value, as it is written, could be a finding; null for a block. Told before the file is read as entries. */
  readonly couldBe: (value: string | null) => boolean;
  /** Whether lines alone could be a finding, were their file at hand. */
  readonly suspects: (entry: Entry) => boolean;
}

type Finder = Required<Pick<Rule, "words" | "suspects" | "find">>;

/** Looks for settings, and for what checks find, in files of structured formats. */
export function entryFinder(settings: readonly Setting[], checks: readonly Check[], severity: Severity): Finder {
  const questions = [
    ...settings.map((setting) => ({
      check: checkOf(setting),
      couldBe: (value: string | null) => value !== null && takes(setting, value),
      suspects: (entry: Entry) => matchSetting(setting, entry) !== undefined,
    })),
    ...checks.map((check) => ({
      check,
      couldBe: (value: string | null) => check.value?.test(value ?? "") ?? true,
      suspects: (entry: Entry) => hasValue(check, entry),
    })),
  ];
  const byWord = Map.groupBy(
    questions.flatMap((question) => question.check.words.map((word) => ({ word, question }))),
    ({ word }) => word,
  );
  return {
    words: [...byWord.keys()],
    suspects: (source, places) => asked(byWord, source, places).some(({ question, entry }) => question.suspects(entry)),
    *find(source, { allowHosts, severities }, places) {
      const around = { source, settings: { allowHosts, severities } };
      for (const { question, entry } of asked(byWord, source, places)) {
        const found = hasValue(question.check, entry) ? question.check.find(entry, around) : undefined;
        if (found !== undefined) yield hitOf(found, source.text, question.check.why, severity);
      }
    },
  };
}

type ByWord = ReadonlyMap<string, readonly { readonly question: Question }[]>;

/** The questions that the words of a file raise, with the entries that they stand in. */
function asked(byWord: ByWord, source: Source, places: Places): { question: Question; entry: Entry }[] {
  const { name } = source.language;
  if (!isStructured(source)) return [];
  const found: { question: Question; entry: Entry }[] = [];
  for (const [word, all] of byWord) {
    const meant = all.filter(({ question }) => question.check.languages?.includes(name) ?? true);
    let last: Entry | undefined;
    for (const at of places.get(word) ?? []) {
      const value = writtenAfter(source.text, at + word.length);
      const isName = isWhole(source, at, at + word.length);
      const open = meant.filter(
        ({ question: { check, couldBe } }) =>
          (isName || check.partial === true) && (value === undefined || couldBe(value)),
      );
      const entry = open.length > 0 ? entryAt(source, at) : undefined;
      if (entry === undefined) continue;
      if (entry !== last) found.push(...open.map(({ question }) => ({ question, entry })));
      last = entry;
    }
  }
  return found;
}

/** A block is shown by its first line. */
function hitOf({ entry, severity }: Found, text: string, why: string, ordinary: Severity): Hit {
  const { start, end, children } = entry;
  const feed = children.length > 0 ? text.indexOf("\n", start) : -1;
  return { start, end: feed === -1 ? end : Math.min(end, feed), severity: severity ?? ordinary, why };
}

function hasValue({ value }: Check, entry: Entry): boolean {
  return value === undefined || value.test(entry.value ?? "");
}

/** Whether a word can be all of a key, or its last part. */
function isWhole({ text, language }: Source, start: number, end: number): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 2), start), text.charAt(end)];
  if (/[a-z\d]-?$/i.test(before) || (before.endsWith("_") && /[a-z]/.test(text.charAt(start)))) return false;
  if (/[\w-]/.test(after)) return false;
  return language.name !== "json" || isWholeInJson(text, start, end);
}

/** In JSON a key stands in a string of its own: as a key, as the value of one, or before `=`. */
function isWholeInJson(text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + 40);
  if (/^(?:=|\\?"\s*:)/.test(after)) return true;
  return /^\\?"/.test(after) && /:\s{0,20}\\?"[\w./-]{0,60}$/.test(text.slice(Math.max(0, start - 90), start));
}

const written =
  /["'\]]{0,2}[ \t]{0,40}[:=][ \t]{0,40}(?:"([^"\\\n]{0,100})"|([\w.-]{1,100})(?=[ \t]{0,80}[,}\]\r\n])|[[{])/y;

/** The value that is written after a key; null for a block; undefined where that is not plain. */
function writtenAfter(text: string, at: number): string | null | undefined {
  written.lastIndex = at;
  const match = written.exec(text);
  return match === null ? undefined : (match[1] ?? match[2] ?? null);
}

function checkOf(setting: Setting): Check {
  const { keys, languages, when, why } = setting;
  return {
    words: [...new Set(keys.flatMap(wordsOf))],
    ...(languages === undefined ? {} : { languages }),
    find(entry, around) {
      const said = matchSetting(setting, entry);
      if (said === undefined) return undefined;
      const answer = when === undefined ? true : when(said, around);
      if (answer === false || answer === null) return undefined;
      return answer === true ? { entry: said } : { entry: said, severity: answer };
    },
    why,
  };
}
