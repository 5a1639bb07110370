import { excerptOf } from "./excerpt.ts";
import type { Finding, Line } from "./finding.ts";
import { atLeast } from "./finding.ts";
import { languageOf } from "./languages/language-of.ts";
import { lineStarts, linesOf, locate } from "./lines.ts";
import { shellBlocksOf } from "./markdown.ts";
import { isDocumentationPath, isExamplePath, isMarkdownPath, isTestPath } from "./path-role.ts";
import { rules } from "./rules/index.ts";
import type { Hit, Rule } from "./rules/rule.ts";
import type { Settings } from "./settings.ts";
import { capped, defaultSeverities, type Severities, type Weight, weighByRule, weights } from "./severities.ts";
import { type Source, sourceOf, sourceOfLines } from "./source.ts";
import { findWords } from "./words/find-words.ts";

/** A file, and the lines of it to judge. */
export interface ScanFile {
  path: string;
  /** The path before a rename. Tests and documentation are left out only if they were that before, too. */
  previousPath?: string | null;
  lines: readonly Line[];
  /** The whole file, for context. Without it the lines stand for themselves, and the findings say so. */
  text?: string | null;
}

export interface ScanOptions {
  /** Hosts that may be spoken to without encryption: exact, `*.suffix`, an IP address or a CIDR range. */
  allowHosts?: readonly string[];
  /** What findings weigh, where that is not the default. */
  severities?: Partial<Severities>;
}

/** One pass that most files end with. */
const findPlaces = findWords(rules.flatMap((rule) => rule.words));
const guess = "Judged by these lines alone: the file was not at hand.";

/** Findings in the given lines of a file, by line and rule; one a rule and line, the weightiest. */
export function scan(file: ScanFile, options: ScanOptions = {}): Finding[] {
  const settings = settingsFrom(options);
  const limit = limitOf(file, settings.severities);
  if (file.lines.length === 0 || limit === "off") return [];
  const prose = isProse(file);
  const wanted = new Map(file.lines.map(({ line, text }) => [line, text]));
  const judged = { wanted, settings, limit };
  const text = matchingText(file, wanted);
  if (text === undefined) {
    if (prose) return [];
    return runsOf(file.lines).flatMap((run) => judge(sourceOfLines(file.path, run.text), run.first, judged));
  }
  if (!prose) return judge(sourceOf(file.path, text), 1, judged);
  return judge(sourceOf(file.path, shellBlocksOf(text), languageOf("commands.sh")), 1, judged);
}

/** Findings in a whole file. */
export function scanText(path: string, text: string, options: ScanOptions = {}): Finding[] {
  if (limitOf({ path }, settingsFrom(options).severities) === "off") return [];
  return scan({ path, lines: linesOf(text), text }, options);
}

function settingsFrom({ allowHosts = [], severities = {} }: ScanOptions): Settings {
  return { allowHosts, severities: { ...defaultSeverities, ...severities } };
}

function pathsOf({ path, previousPath }: Pick<ScanFile, "path" | "previousPath">): string[] {
  return [path, previousPath ?? path];
}

function isProse(file: Pick<ScanFile, "path" | "previousPath">): boolean {
  return pathsOf(file).every(isDocumentationPath);
}

/** The most that findings of a file may weigh, by its path. */
function limitOf(file: Pick<ScanFile, "path" | "previousPath">, severities: Severities): Weight {
  const paths = pathsOf(file);
  const limits: Weight[] = [];
  if (paths.every(isTestPath)) limits.push(severities.tests);
  if (paths.every(isExamplePath)) limits.push(severities.examples);
  if (isProse(file)) limits.push(isMarkdownPath(file.path) ? severities["markdown-commands"] : "off");
  return weights.find((weight) => limits.includes(weight)) ?? "error";
}

/** The text, if the lines really are its lines. */
function matchingText({ text }: ScanFile, wanted: ReadonlyMap<number, string>): string | undefined {
  if (text === undefined || text === null) return undefined;
  let matching = 0;
  for (const row of linesOf(text)) if (wanted.get(row.line) === row.text) matching += 1;
  return matching === wanted.size ? text : undefined;
}

/** Lines that follow each other, together. */
function runsOf(lines: readonly Line[]): { first: number; text: string }[] {
  const runs: { first: number; next: number; rows: string[] }[] = [];
  for (const { line, text } of [...lines].sort((a, b) => a.line - b.line)) {
    const run = runs.at(-1);
    if (run?.next === line) run.rows.push(text);
    else runs.push({ first: line, next: line, rows: [text] });
    const last = runs.at(-1);
    if (last !== undefined) last.next = line + 1;
  }
  return runs.map(({ first, rows }) => ({ first, text: rows.join("\n") }));
}

interface Judged {
  readonly wanted: ReadonlyMap<number, string>;
  readonly settings: Settings;
  readonly limit: Weight;
}

/** Findings of all rules in the wanted lines; `first` is the number of the source's first line. */
function judge(source: Source, first: number, { wanted, settings, limit }: Judged): Finding[] {
  const places = findPlaces(source.text);
  if (places.size === 0) return [];
  const starts = lineStarts(source.text);
  const found: Finding[] = [];
  const candidates = rules.filter((rule) => rule.words.some((word) => places.has(word)));
  for (const { rule, hit } of saidOnce(
    candidates.map((rule) => ({ rule, hits: [...rule.find(source, settings, places)] })),
  )) {
    const weighed = weighByRule(rule.id, hit.severity, settings.severities);
    const severity = weighed === null ? null : capped(weighed, limit);
    const place = placeOf(hit, starts, first, wanted);
    if (place !== undefined && severity !== null) found.push({ ...findingOf(rule, hit, source), severity, ...place });
  }
  return onePerLine(found);
}

/** The hits but for those of which another rule says more. */
function saidOnce(found: readonly { rule: Rule; hits: readonly Hit[] }[]): { rule: Rule; hit: Hit }[] {
  const starts = new Map(found.map(({ rule, hits }) => [rule.id, new Set(hits.map(({ start }) => start))]));
  return found.flatMap(({ rule, hits }) => {
    const better = rule.yieldsTo === undefined ? undefined : starts.get(rule.yieldsTo);
    return hits.filter(({ start }) => better?.has(start) !== true).map((hit) => ({ rule, hit }));
  });
}

/** The first wanted line that the hit touches; a column where it begins there. */
function placeOf(hit: Hit, starts: readonly number[], first: number, wanted: ReadonlyMap<number, string>) {
  const begin = locate(starts, hit.start);
  const end = locate(starts, Math.max(hit.start, hit.end - 1));
  for (let line = begin.line; line <= end.line; line += 1) {
    const number = line + first - 1;
    if (wanted.has(number)) return { line: number, column: line === begin.line ? begin.column : 1 };
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

function onePerLine(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.line} ${finding.rule}`;
    const other = kept.get(key);
    if (other === undefined || (!atLeast(other.severity, finding.severity) && other.severity !== finding.severity)) {
      kept.set(key, finding);
    }
  }
  return [...kept.values()].sort((a, b) => a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule));
}
