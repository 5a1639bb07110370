import type { Json } from "./canonical.ts";
import { isFields, type Leaf, provenLeaves } from "./leaves.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import type { LeafHashes } from "./tree.ts";

/** The records of a bundle that are not landings, each proven to be in the log. There are few of them beside the landings. */
export interface Records {
  tenant: string;
  hashes: LeafHashes;
  bySeq: ReadonlyMap<number, Leaf>;
  of(kind: string): readonly Leaf[];
  /** In the order of the log. */
  starting(prefix: string): readonly Leaf[];
  /** What became of an exception, by its key, in order. */
  exceptions: ReadonlyMap<string, readonly Leaf[]>;
}

/** Reads exceptions and everything else that the bundle builds on. */
export async function readRecords(
  bundle: Bundle,
  log: { tenant: string; hashes: LeafHashes },
  problems: Problems,
): Promise<Records> {
  const bySeq = new Map<number, Leaf>();
  const byKind = new Map<string, Leaf[]>();
  const exceptions = new Map<string, Leaf[]>();
  for (const file of ["exceptions/exceptions.jsonl", "log/leaves.jsonl"]) {
    await problems.guard(async () => {
      for await (const leaf of provenLeaves(bundle, file, log, problems)) {
        bySeq.set(leaf.seq, leaf);
        add(byKind, leaf.kind, leaf);
        if (leaf.kind.startsWith("exception.")) add(exceptions, textAt(leaf.body, "exception"), leaf);
      }
    });
  }
  const starting = (prefix: string) => [...bySeq.values()].filter(({ kind }) => kind.startsWith(prefix));
  return { ...log, bySeq, exceptions, starting, of: (kind) => byKind.get(kind) ?? [] };
}

function add<Key>(map: Map<Key, Leaf[]>, key: Key, leaf: Leaf): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [leaf]);
  else list.push(leaf);
}

/** What a path of names leads to; undefined: nothing. */
export function at(value: Json | undefined, ...path: string[]): Json | undefined {
  let place = value;
  for (const name of path) {
    if (!isFields(place) || !Object.hasOwn(place, name)) return undefined;
    place = place[name];
  }
  return place;
}

/** The text there; empty: there is none. */
export function textAt(value: Json | undefined, ...path: string[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
}
