import { collection } from "./collect.ts";
import { excerptOf } from "./excerpt.ts";
import type { Finding } from "./finding.ts";
import { lineStarts, locate } from "./lines.ts";
import { rules } from "./rules/index.ts";
import type { Hit, Places, Rule } from "./rules/rule.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { capped, lesser, type Weight, weighByRule } from "./severities.ts";
import type { Source } from "./source.ts";
import { testModulesOf } from "./test-modules.ts";
import { findWords } from "./words/find-words.ts";

/** One pass that most files end with. */
const findPlaces = findWords(rules.flatMap((rule) => rule.words));
const rulesByWord = Map.groupBy(
  rules.flatMap((rule) => rule.words.map((word) => ({ word, rule }))),
  ({ word }) => word,
);
const guess = "Judged by these lines alone: the file was not at hand.";

type Wanted = ReadonlyMap<number, string> | "all";

/** How a file is judged: only lines by these numbers, and no finding weighs more than the limit. */
export interface Judged {
  readonly wanted: Wanted;
  readonly settings: Settings;
  readonly limit: Weight;
}

/** Findings of all rules in the wanted lines, one a rule and line; `first` is the number of the source's first line. */
export function judge(source: Source, first: number, { wanted, settings, limit }: Judged): Finding[] {
  const places = findPlaces(source.text);
  if (places.size === 0) return [];
  let starts: number[] | undefined;
  let isTest: ((at: number) => boolean) | undefined;
  const found = collection();
  for (const { rule, hit } of saidOnce(
    rulesFor(places).map((rule) => ({ rule, hits: [...rule.find(source, settings, places)] })),
  )) {
    const weighed = weighByRule(rule.id, hit.severity, settings.severities);
    isTest ??= testModulesOf(source);
    const most = isTest(hit.start) ? lesser(limit, settings.severities.tests) : limit;
    const severity = weighed === null ? null : capped(weighed, most);
    starts ??= lineStarts(source.text);
    const place = placeOf(hit, starts, first, wanted);
    if (place === undefined || severity === null) continue;
    found.add(`${place.line} ${rule.id}`, severity, () => ({ ...findingOf(rule, hit, source), severity, ...place }));
  }
  return found.all();
}

/** The rules that some of the words are of. */
function rulesFor(places: Places): Rule[] {
  const asked = new Set([...places.keys()].flatMap((word) => (rulesByWord.get(word) ?? []).map(({ rule }) => rule)));
  return rules.filter((rule) => asked.has(rule));
}

/** Lines that a match may span; the rest of it may be what was added. */
const SPAN = 3;

/** Whether a rule could find something in or near added lines, were the whole file at hand; `first` as in {@link judge}. */
export function suspects(source: Source, first: number, added: ReadonlySet<number>): boolean {
  const starts = lineStarts(source.text);
  const isNear = (at: number) => {
    const { line } = locate(starts, at);
    return Array.from({ length: SPAN }, (_, index) => line + first - 1 + index).some((number) => added.has(number));
  };
  const places = new Map(
    [...findPlaces(source.text)].flatMap(([word, all]) => {
      const near = all.filter(isNear);
      return near.length === 0 ? [] : [[word, near] as const];
    }),
  );
  return rulesFor(places).some((rule) => {
    return rule.suspects?.(source, places) ?? [...rule.find(source, defaultSettings, places)].length > 0;
  });
}

/** The hits but for those of which another rule says more. */
function* saidOnce(found: readonly { rule: Rule; hits: readonly Hit[] }[]): Generator<{ rule: Rule; hit: Hit }> {
  for (const { rule, hits } of found) {
    const better = found.find((other) => other.rule.id === rule.yieldsTo)?.hits ?? [];
    const starts = new Set(better.map(({ start }) => start));
    for (const hit of hits) if (!starts.has(hit.start)) yield { rule, hit };
  }
}

/** The first wanted line that the hit touches; a column where it begins there. */
function placeOf(hit: Hit, starts: readonly number[], first: number, wanted: Wanted) {
  const begin = locate(starts, hit.start);
  const end = locate(starts, Math.max(hit.start, hit.end - 1));
  for (let line = begin.line; line <= end.line; line += 1) {
    const number = line + first - 1;
    if (wanted === "all" || wanted.has(number)) return { line: number, column: line === begin.line ? begin.column : 1 };
  }
  return undefined;
}

function findingOf(rule: Rule, hit: Hit, source: Source): Omit<Finding, "line" | "column" | "severity"> {
  return {
    rule: rule.id,
    path: source.path,
    excerpt: excerptOf(source.text, hit.start, hit.end),
    message: `${hit.why} ${rule.remedy}${source.whole ? "" : ` ${guess}`}`,
  };
}
