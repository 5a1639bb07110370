import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from "yaml";
import type { Position } from "../domain/policy.ts";

/** A YAML document as plain data, and where its keys and items stand. */
export interface YamlDocument {
  value: unknown;
  /** By path: keys joined by dots, list items by their index. */
  positions: ReadonlyMap<string, Position>;
}

/** Why a text is no YAML document that we read. */
export interface YamlProblem {
  position: Position;
  path: string;
  message: string;
}

const start: Position = { line: 1, column: 1 };
/** Characters: reading takes seconds beyond, and anybody may propose a policy. */
const longest = 128 * 1024;
const mostAliases = 100;
/** What YAML does not take for printable, and what neither canonical JSON nor PostgreSQL holds. */
const unprintable = /(?![\t\n\r\u0085])\p{Cc}/u;

/** Reads YAML 1.2, core schema: one document, no key twice, no merge keys, no tags of its own. Never throws. */
export function readYaml(text: string): YamlDocument | { problems: YamlProblem[] } {
  if (text.length > longest) {
    const message = `expected at most ${longest} characters, got ${text.length}`;
    return { problems: [{ position: start, path: "", message }] };
  }
  try {
    return readDocument(text);
  } catch (error) {
    const message =
      error instanceof RangeError ? "it is nested too deeply" : String(error instanceof Error ? error.message : error);
    return { problems: [{ position: start, path: "", message: `not valid YAML: ${message}` }] };
  }
}

function readDocument(text: string): YamlDocument | { problems: YamlProblem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    schema: "core",
    version: "1.2",
    stringKeys: true,
    // The library compares each key with each other; `placeKey` looks it up.
    uniqueKeys: false,
    logLevel: "error",
  });
  const at = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const stray = unprintable.exec(text);
  if (stray !== null) {
    const message = `not valid YAML: the control character ${JSON.stringify(stray[0])}`;
    return { problems: [{ position: at(stray.index), path: "", message }] };
  }
  const faults = [...document.errors, ...document.warnings];
  // The library's own words for a stack that is used up, once for each level.
  if (faults.some(({ message }) => message.includes("call stack"))) throw new RangeError("nested too deeply");
  if (faults.length > 0) return { problems: faults.map((fault) => describeFault(fault, at)) };
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return { problems: [{ position: start, path: "", message: "the file is empty; expected at least `version: 1`" }] };
  }
  const top = at(document.contents.range?.[0] ?? 0);
  const places: Places = { positions: new Map([["", top]]), problems: [], aliases: 0, document, at };
  place(document.contents, [], places);
  if (places.problems.length > 0) return { problems: places.problems };
  return { value: document.toJS({ maxAliasCount: mostAliases }), positions: places.positions };
}

function describeFault(fault: YAMLError, at: (offset: number) => Position): YamlProblem {
  const message = fault.code === "MULTIPLE_DOCS" ? "expected one document, got several" : fault.message;
  return { position: at(fault.pos[0]), path: "", message: `not valid YAML: ${message}` };
}

interface Places {
  positions: Map<string, Position>;
  problems: YamlProblem[];
  /** How many were met. */
  aliases: number;
  document: Document.Parsed;
  at(offset: number): Position;
}

/** Notes where keys and items stand. What an alias stands for is placed where the alias is. */
function place(node: Node | null, path: readonly string[], places: Places): void {
  const report = (message: string) =>
    places.problems.push({ position: places.at(node?.range?.[0] ?? 0), path: path.join("."), message });
  if (isScalar(node)) {
    const { value } = node;
    if (typeof value === "string" && !isText(value)) report("expected text, got half a character or U+0000");
  } else if (isAlias(node)) {
    places.aliases += 1;
    if (places.aliases > mostAliases) throw new Error(`expected at most ${mostAliases} aliases`);
    if (node.resolve(places.document) === undefined)
      report(`not valid YAML: there is no anchor &${node.source} before`);
  } else if (isMap<Node | null, Node | null>(node)) {
    const names = new Set<string>();
    for (const { key, value } of node.items) placeKey(key, value, names, path, places);
  } else if (isSeq<Node | null>(node)) {
    for (const [index, item] of node.items.entries()) {
      const itemPath = [...path, String(index)];
      places.positions.set(itemPath.join("."), places.at(item?.range?.[0] ?? node.range?.[0] ?? 0));
      place(item, itemPath, places);
    }
  }
}

function placeKey(
  key: Node | null,
  value: Node | null,
  names: Set<string>,
  path: readonly string[],
  places: Places,
): void {
  const name = isScalar(key) ? String(key.value ?? "") : "";
  const keyPath = [...path, name];
  const position = places.at(key?.range?.[0] ?? 0);
  if (names.has(name)) places.problems.push({ position, path: "", message: "not valid YAML: Map keys must be unique" });
  names.add(name);
  if (name === "__proto__") places.problems.push({ position, path: keyPath.join("."), message: "unknown key" });
  if (!isText(name)) places.problems.push({ position, path: "", message: "expected a key of text" });
  places.positions.set(keyPath.join("."), position);
  place(value, keyPath, places);
}

function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes("\0");
}
