import { type OnWord, wordFinder } from "./automaton.ts";

/** Where each of the words stands in a text: offsets, ascending; a word that does not is left out. */
export type FindWords = (text: string) => Map<string, number[]>;

/** Prepares to look for words, lower-case ASCII, in either case. A text without any costs one pass and no memory. */
export function findWords(words: readonly string[]): FindWords {
  const list = [...new Set(words)];
  const find = wordFinder(list);
  return (text) => {
    const found = new Map<number, number[]>();
    const note: OnWord = (index, start) => {
      const offsets = found.get(index);
      if (offsets === undefined) found.set(index, [start]);
      else offsets.push(start);
    };
    find(text, note);
    return new Map([...found].map(([index, offsets]) => [list[index] ?? "", offsets]));
  };
}
