import type { Source } from "../source.ts";
import { addEntry, type Draft } from "./entry.ts";
import { type Lexeme, lexemesOf } from "./lexemes.ts";

interface Options {
  /** A statement ends with its line, if no list or call is open. */
  readonly byLine: boolean;
  /** Unquoted words are values: those of YAML, not the references of HCL and Bicep. */
  readonly bareWords: boolean;
  /** The bracket that is open at the start, the parent's own: reading stops where it closes. */
  readonly opened?: "{" | "[";
}

interface Level {
  readonly bracket: string;
  readonly entry: Draft;
}

interface Reader {
  readonly source: Source;
  readonly options: Options;
  readonly levels: Level[];
  /** What the words at hand stand in. */
  inner: Level;
  /** Words before the colon or equals sign; those of a list's item are its value. */
  head: Lexeme[];
  tail: Lexeme[];
  isAssigned: boolean;
  /** The entry whose bracket was just closed: the statement may go on with another, `if (…) {` in Bicep. */
  closed: Draft | undefined;
}

const closers: Record<string, string> = { "}": "{", "]": "[", ")": "(" };
const literal = /^(?:true|false|null|[+-]?\d[\w.+-]*)$/i;
/** Brackets that are remembered. */
const DEEPEST = 500;

/** Reads JSON, HCL, Bicep, and what YAML and TOML have in brackets. Answers where it ended. */
export function readBrackets(source: Source, from: number, to: number, parent: Draft, options: Options): number {
  const outer = { bracket: "", entry: parent };
  const inner = { bracket: options.opened ?? "", entry: parent };
  const reader: Reader = { source, options, levels: options.opened ? [outer, inner] : [inner], inner, ...empty() };
  for (const lexeme of lexemesOf(source, from, to)) {
    take(reader, lexeme);
    if (options.opened && reader.levels.length === 1) return lexeme.end;
  }
  finish(reader);
  return to;
}

function empty(): Pick<Reader, "head" | "tail" | "isAssigned" | "closed"> {
  return { head: [], tail: [], isAssigned: false, closed: undefined };
}

function take(reader: Reader, lexeme: Lexeme): void {
  const { kind, text = "" } = lexeme;
  if (kind === "line") {
    if (endsWithLine(reader)) finish(reader);
  } else if (kind === "sign" && "{[(".includes(text)) open(reader, lexeme);
  else if (kind === "sign" && text in closers) close(reader, lexeme);
  else if (kind === "sign" && text === ",") finish(reader);
  else if (reader.closed !== undefined) return;
  else if (isAssignment(reader, lexeme)) reader.isAssigned = true;
  else if (reader.isAssigned) reader.tail.push(lexeme);
  else reader.head.push(lexeme);
}

function isAssignment({ source, options, isAssigned, head, inner }: Reader, { kind, text, end }: Lexeme): boolean {
  const last = head.at(-1);
  if (isAssigned || last === undefined || kind !== "sign") return false;
  if (text === "=") return true;
  if (text !== ":" || inner.bracket === "(") return false;
  return !options.bareWords || last.kind === "string" || /[\s,}\]]|^$/.test(source.text.charAt(end));
}

/** Not where a list or a call goes on, nor before the value. */
function endsWithLine({ options, inner, isAssigned, tail }: Reader): boolean {
  if (!options.byLine && inner.bracket !== "") return false;
  return inner.bracket !== "(" && (!isAssigned || tail.length > 0);
}

function open(reader: Reader, { text = "", start, end }: Lexeme): void {
  const { levels, head, tail, isAssigned } = reader;
  const entry = statementOf(reader, start, end);
  const isIndex = text === "[" && (isAssigned ? tail : head).at(-1)?.end === start;
  const level = { bracket: isIndex ? "(" : text, entry };
  if (levels.length < DEEPEST) levels.push(level);
  Object.assign(reader, empty(), { inner: level });
}

/** The entry of the statement at hand; a bracket by itself stands for an item. */
function statementOf({ head, isAssigned, inner, closed }: Reader, start: number, end: number): Draft {
  if (closed !== undefined) return closed;
  const [first, ...rest] = head;
  if (first === undefined || (inner.bracket === "[" && !isAssigned)) return addEntry(inner.entry, "", start, end);
  return withLabels(addEntry(inner.entry, first.text ?? "", first.start, end), rest);
}

function withLabels(entry: Draft, words: readonly Lexeme[]): Draft {
  entry.labels = words.flatMap(({ kind, text }) => (kind === "sign" || text === undefined ? [] : [text]));
  return entry;
}

function close(reader: Reader, { text = "", end }: Lexeme): void {
  finish(reader);
  const { levels } = reader;
  const wanted = closers[text];
  const index = levels.findLastIndex(({ bracket }) => bracket === wanted || (text === "]" && bracket === "("));
  const level = levels[index];
  const outer = levels[index - 1];
  if (level === undefined || outer === undefined) return;
  for (const { entry } of levels.splice(index)) entry.end = end;
  reader.inner = outer;
  reader.closed = level.entry;
}

/** Ends a statement: a key with a value, or an item of a list. */
function finish(reader: Reader): void {
  const { head, tail, isAssigned, inner } = reader;
  const [first, ...rest] = head;
  const words = isAssigned ? tail : head;
  const end = words.at(-1)?.end;
  Object.assign(reader, empty());
  if (first === undefined || end === undefined || first.kind === "sign") return;
  if (isAssigned) withLabels(addEntry(inner.entry, first.text ?? "", first.start, end, scalarOf(reader, words)), rest);
  else if (inner.bracket === "[") addEntry(inner.entry, "", first.start, end, scalarOf(reader, words));
}

/** The value of some words, if it is literal. */
function scalarOf({ source, options }: Reader, words: readonly Lexeme[]): string | undefined {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (words.length === 1 && first.kind === "string") return first.text;
  const text = source.text.slice(first.start, last.end);
  if (options.bareWords) return /^[!*&]|\{\{|["']/.test(text) ? undefined : text;
  return words.length === 1 && literal.test(text) ? text : undefined;
}
