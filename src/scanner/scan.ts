import type { ShownLine } from "./added-lines.ts";
import type { Finding, Line } from "./finding.ts";
import { judge, suspects } from "./judge.ts";
import { languageOf } from "./languages/language-of.ts";
import { linesOf } from "./lines.ts";
import { shellBlocksOf } from "./markdown.ts";
import { isDocumentationPath, isExamplePath, isMarkdownPath, isTestPath } from "./path-role.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { defaultSeverities, type Severities, type Weight, weights } from "./severities.ts";
import { type Source, sourceOf, sourceOfLines } from "./source.ts";

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

/** Findings in the given lines of a file, by line and rule; one a rule and line, the weightiest. */
export function scan(file: ScanFile, options: ScanOptions = {}): Finding[] {
  const settings = settingsFrom(options);
  const limit = limitOf(file, settings.severities);
  if (file.lines.length === 0 || limit === "off") return [];
  const wanted = new Map(file.lines.map(({ line, text }) => [line, text]));
  const judged = { wanted, settings, limit };
  const text = matchingText(file, wanted);
  if (text !== undefined) return judge(wholeOf(file, text), 1, judged);
  if (isProse(file)) return [];
  return runsOf(file.lines).flatMap((run) => judge(sourceOfLines(file.path, run.text), run.first, judged));
}

/** Findings in a whole file. */
export function scanText(path: string, text: string, options: ScanOptions = {}): Finding[] {
  const settings = settingsFrom(options);
  const limit = limitOf({ path, text }, settings.severities);
  return limit === "off" ? [] : judge(wholeOf({ path, text }, text), 1, { wanted: "all", settings, limit });
}

/** Whether a rule could find something in or near added lines, were the whole file at hand. */
export function mightFind(path: string, lines: readonly ShownLine[]): boolean {
  if (limitOf({ path, lines }, defaultSettings.severities) === "off") return false;
  const added = new Set(lines.filter(({ isAdded }) => isAdded).map(({ line }) => line));
  const language = isProse({ path, lines }) ? languageOf("commands.sh") : languageOf(path);
  return runsOf(lines).some(({ first, text }) => suspects(sourceOfLines(path, text, language), first, added));
}

/** Of prose only what people may run. */
function wholeOf(file: About, text: string): Source {
  if (!isProse(file)) return sourceOf(file.path, text);
  return sourceOf(file.path, shellBlocksOf(text), languageOf("commands.sh"));
}

function settingsFrom({ allowHosts = [], severities = {} }: ScanOptions): Settings {
  return { allowHosts, severities: { ...defaultSeverities, ...severities } };
}

/** What tells how much a file matters. */
export type About = Pick<ScanFile, "path" | "previousPath" | "text"> & { lines?: readonly Line[] };

function pathsOf({ path, previousPath }: About): string[] {
  return [path, previousPath ?? path];
}

function isProse(file: About): boolean {
  return !isScript(file) && pathsOf(file).every(isDocumentationPath);
}

/** Whether a file says by its first line that it is run. */
function isScript({ text, lines = [] }: About): boolean {
  return (text ?? lines.find(({ line }) => line === 1)?.text)?.startsWith("#!/") ?? false;
}

/** The most that findings of a file may weigh, by its path. */
export function limitOf(file: About, severities: Severities): Weight {
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
