import { type OnWord, wordFinder } from "./automaton.ts";

/** Where each of the words stands in a text: offsets, ascending; a word that does not is left out. */
export type FindWords = (text: string) => Map<string, number[]>;

/** Prepares to look for words, lower-case ASCII, in either case. A text without any costs one pass and no memory. */
export function findWords(words: readonly string[]): FindWords {
  const list = [...new Set(words)];
  const find = wordFinder(list);
  return (text) => {
    const places = new Map<string, number[]>();
    const note: OnWord = (index, start) => {
      const word = list[index] ?? "";
      const offsets = places.get(word);
      if (offsets === undefined) places.set(word, [start]);
      else offsets.push(start);
    };
    find(text, note);
    return places;
  };
}
