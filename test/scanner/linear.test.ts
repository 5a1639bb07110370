import { describe, expect, test } from "vitest";
import { entriesOf } from "../../src/scanner/entries/entries-of.ts";
import { linesOf } from "../../src/scanner/lines.ts";
import { rules } from "../../src/scanner/rules/index.ts";
import { mightFind, scan, scanText } from "../../src/scanner/scan.ts";
import { sourceOf } from "../../src/scanner/source.ts";
import { type Hostile, hostileTexts, paths, wordsRepeated } from "./hostile.ts";
import { workOf } from "./work.ts";

const isDeep = process.env.MERGEWARDEN_DEEP !== undefined;
/** Twice the text, twice the work, and a little for what does not grow evenly. */
const MOST = 2.3;
/** Of the cases so many are tried each time; all together are thousands. */
const share = isDeep ? 4 : 32;

const ways = {
  "a whole file": ({ path }: Hostile, text: string) => scanText(path, text),
  "lines alone": ({ path }: Hostile, text: string) => scan({ path, lines: linesOf(text) }),
  "lines of a file": ({ path }: Hostile, text: string) => scan({ path, lines: linesOf(text), text }),
  "single lines alone": ({ path }: Hostile, text: string) =>
    scan({ path, lines: linesOf(text).filter(({ line }) => line % 2 === 0) }),
  "its entries": ({ path }: Hostile, text: string) => entriesOf(sourceOf(path, text)),
  "lines of a patch": ({ path }: Hostile, text: string) =>
    mightFind(
      path,
      linesOf(text).map((line) => ({ ...line, isAdded: line.line % 3 !== 0 })),
    ),
};

/** The cases in which twice the text is more than twice the work, thrice in a row: one way each, in turn. */
function superlinear(cases: readonly Hostile[], size: number): string[] {
  return cases.flatMap((hostile, index) => {
    const [way, judge] = Object.entries(ways)[index % Object.keys(ways).length] ?? [];
    const costs = (length: number) => {
      const text = hostile.text(length);
      return text.length + workOf(() => judge?.(hostile, text));
    };
    const [once, twice] = [costs(size), costs(2 * size)];
    const four = twice <= MOST * once ? 0 : costs(4 * size);
    if (four <= MOST * twice || costs(8 * size) <= MOST * four) return [];
    return [`${way}, ${hostile.path}, ${hostile.name}: ${once} → ${twice}`];
  });
}

/** So often that what stands around a word is the same word, however far a rule looks. */
const TIMES = 40;

describe("twice the text is not more than twice the work", () => {
  test.for(paths.map((path, index) => [path, index] as const))(
    "for texts that repeat or nest, in %s",
    ([path, index]) => {
      const cases = hostileTexts(path).filter((_, other) => other % share === index % share);
      expect(superlinear(cases, 3_000)).toEqual([]);
    },
  );

  const words = [...new Set(rules.flatMap((rule) => rule.words))];
  const between = [
    ["", ""],
    [" ", " "],
    ['"', '"'],
    ["", "("],
    ["", "=true,\n"],
    ["", ": false\n"],
    ["{ ", " = "],
  ] as const;
  test.for(paths.map((path, index) => [path, index] as const))("for the words of all rules, in %s", ([path, index]) => {
    const [before, after] = between[index % between.length] ?? between[0];
    const chosen = words.filter((_, other) => other % (16 * share) === index);
    const name = `words between ${JSON.stringify([before, after])}`;
    expect(superlinear([{ name, path, text: wordsRepeated(chosen, before, after) }], TIMES)).toEqual([]);
  });
});

test.for([
  ["a search", (text: string, at: number) => text.indexOf("z", at)],
  ["an expression that fails", (text: string, at: number) => /z/.test(text.slice(at))],
  ["an expression in a callback", (text: string, at: number) => [at].map((from) => text.slice(from).match(/z/))],
  ["an array", (text: string, at: number) => [...text.slice(at)].filter((sign) => sign === "z")],
] as const)("the count sees what grows with the square of the text: %s", ([, look]) => {
  const square = (text: string) => {
    for (let at = 0; at < text.length; at += 1) look(text, at);
  };
  expect(workOf(() => square("a".repeat(400))) / workOf(() => square("a".repeat(200)))).toBeGreaterThan(3.9);
});
