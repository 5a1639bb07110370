import { remembered } from "./remembered.ts";

/** A key with its value, an item of a list, or a block, in a file of a structured format. */
export interface Entry {
  /**
   * As written, without quotes; empty for an item of a list and for a whole document. Of a block: its first word, of
   * markup: the element's or attribute's name without prefix, of a line of directives: its first word.
   */
  readonly key: string;
  /** What else stands in the head of a block (`resource "aws_lb" "main" {`), or after a directive's first word. */
  readonly labels: readonly string[];
  /** Unquoted, if it is literal: no expression, no template, no reference; undefined for blocks and lists. */
  readonly value: string | undefined;
  /** Offsets from the key, or from an item's first character, to the end of the value; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The block or list that it stands in; undefined for a document. */
  readonly parent: Entry | undefined;
  readonly children: readonly Entry[];
}

/** An entry that is being read. */
export interface Draft extends Entry {
  labels: string[];
  value: string | undefined;
  end: number;
  readonly parent: Draft | undefined;
  readonly children: Draft[];
  readonly depth: number;
}

/** What stands deeper is put here. */
const DEEPEST = 60;

/** A document, which holds the entries. */
export function documentAt(start: number): Draft {
  return { key: "", labels: [], value: undefined, start, end: start, parent: undefined, children: [], depth: 0 };
}

/** A new last entry of a block. */
export function addEntry(parent: Draft, key: string, start: number, end: number, value?: string): Draft {
  const under = parent.depth < DEEPEST ? parent : (parent.parent ?? parent);
  const depth = under.depth + 1;
  const entry: Draft = { key, labels: [], value, start, end, parent: under, children: [], depth };
  under.children.push(entry);
  return entry;
}

/** A key or value as it is compared: the spelling of `snake_case`, `camelCase` and `kebab-case` does not matter. */
export function plainName(text: string): string {
  return text.replaceAll(/[^a-z0-9]/gi, "").toLowerCase();
}

/** The first child with one of some names, in any spelling; the first of the names that there is. */
export function childOf(entry: Entry | undefined, ...names: readonly string[]): Entry | undefined {
  const children = entry === undefined ? undefined : childrenByName(entry);
  for (const name of names) {
    const child = children?.get(plainName(name));
    if (child !== undefined) return child;
  }
  return undefined;
}

const childrenByName = remembered(({ children }) => {
  const found = new Map<string, Entry>();
  for (const child of children) {
    const name = plainName(child.key);
    if (!found.has(name)) found.set(name, child);
  }
  return found;
});

/** The literal value of the first child with one of some names. */
export function childValue(entry: Entry | undefined, ...names: readonly string[]): string | undefined {
  return childOf(entry, ...names)?.value;
}

/** Whether a key is a name, in any spelling. */
export function isNamed(key: string, name: string): boolean {
  return plainName(key) === plainName(name);
}

/** What an entry stands in, innermost first, the document last. */
export function* ancestorsOf(entry: Entry): Generator<Entry> {
  for (let above = entry.parent; above !== undefined; above = above.parent) yield above;
}

/** The nearest block around an entry that has one of some names. */
export function ancestorNamed(entry: Entry, ...names: readonly string[]): Entry | undefined {
  for (const above of ancestorsOf(entry)) if (names.some((name) => isNamed(above.key, name))) return above;
  return undefined;
}

/** All entries in a block, itself left out, as they are written. */
export function* entriesWithin(entry: Entry): Generator<Entry> {
  for (const child of entry.children) {
    yield child;
    yield* entriesWithin(child);
  }
}
