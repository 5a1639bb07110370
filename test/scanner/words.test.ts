import fc from "fast-check";
import { expect, test } from "vitest";
import { findWords } from "../../src/scanner/words/find-words.ts";

test.for<[words: string[], text: string, found: Record<string, number[]>]>([
  [["verify"], "Verify, VERIFY and verify", { verify: [0, 8, 19] }],
  [["he", "she", "hers"], "ushers", { he: [2], she: [1], hers: [2] }],
  [["aa"], "aaaa", { aa: [0, 1, 2] }],
  [[":/", "http:"], "a http://b", { ":/": [6], "http:": [2] }],
  [["http"], "\u0168\u0174\u0174\u0170 http", { http: [5] }],
  [["http"], "ſhttp \u212Ahttp", { http: [1, 7] }],
  [["ftp"], "", {}],
  [["a\x7f"], "a\x7f", { "a\x7f": [0] }],
  [["ab"], `ab${".".repeat(70_000)}`, { ab: [0] }],
  [["ab", "b"], `${".".repeat(65_535)}abab`, { ab: [65_535, 65_537], b: [65_536, 65_538] }],
  [["ab", "abcd", "bc"], "abcabcd", { ab: [0, 3], bc: [1, 4], abcd: [3] }],
  [["twice", "twice"], "twice", { twice: [0] }],
])("%j stand in %j", ([words, text, found]) => {
  expect(Object.fromEntries(findWords(words)(text))).toEqual(found);
});

test("finds what a search for each word finds, wherever the text is cut into chunks", () => {
  const letters = fc.constantFrom("a", "b", "A", "B", ":", "/", "é", "\u0161");
  const word = fc.string({ unit: fc.constantFrom("a", "b", ":", "/"), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 8 }),
      fc.string({ unit: letters, maxLength: 80 }),
      fc.constantFrom(0, 65_500),
      (words, end, before) => {
        const text = ".".repeat(before) + end;
        const found = findWords(words)(text);
        expect(new Map(words.map((each) => [each, found.get(each) ?? []]))).toEqual(
          new Map(words.map((each) => [each, search(text, each)])),
        );
      },
    ),
    { numRuns: 300 },
  );
});

function search(text: string, word: string): number[] {
  const folded = text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  const offsets: number[] = [];
  for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) offsets.push(at);
  return offsets;
}
