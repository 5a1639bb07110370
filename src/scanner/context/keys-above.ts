import type { Source } from "../source.ts";
import { jsonKeys } from "./json-keys.ts";
import { xmlKeys } from "./xml-keys.ts";
import { yamlKeys } from "./yaml-keys.ts";

const readers = { json: jsonKeys, yaml: yamlKeys, xml: xmlKeys };

/**
 * For each of some offsets, ascending, the keys or elements that it stands under, outermost first; all of them empty
 * where the format has none or the file is not whole. One pass over the file.
 */
export function keysAbove(source: Source, offsets: readonly number[]): string[][] {
  const { keys } = source.language;
  if (keys === undefined || !source.whole || offsets.length === 0) return offsets.map(() => []);
  return readers[keys](source, offsets);
}
