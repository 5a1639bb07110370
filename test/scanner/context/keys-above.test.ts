import { expect, test } from "vitest";
import { keysAbove } from "../../../src/scanner/context/keys-above.ts";
import { sourceOf, sourceOfLines } from "../../../src/scanner/source.ts";

/** A text without its marks, each an `x` in it, and where they stand. */
function unmarked(marked: string): { text: string; offsets: number[] } {
  return { text: marked.replaceAll("@", "x"), offsets: [...marked.matchAll(/@/g)].map(({ index }) => index) };
}

test.for<[path: string, marked: string, ...keys: string[]]>([
  [
    "a.json",
    '{"a": 1@, "b": {"c": ["d@", {"e": "f@"}], "g": "@"}, "h@": "i@"}@',
    "a",
    "b/c/",
    "b/c//e",
    "b/g",
    "",
    "hx",
    "",
  ],
  ["a.json", '{"a": "b", "c" : "@", "d@"}', "c", ""],
  ["a.json", '["a@", {"b": [["@"]]}]', "", "/b//"],
  ["a.json", '{"a": {"b": "c"}}, "d": "@"', ""],
  ["a.json", '"a": "@"', ""],
  ["a.json", '{"a": {"b": }, "c": "@"', "c"],
  ["a.json", '{"a": [1, 2], "b": "@"}', "b"],
  ["a.json", '{// "x": {\n"a": "@"}', "a"],
  ["a.json", '}]{"a":"@"}', "a"],
  ["a.json", '{"a\\"b": "@"}', 'a\\"b'],
  ["a.yaml", "a: @b\nc:\n  - d: @e\n    f: @\n  - g\nh: @", "a", "c/d", "c/f", "h"],
  ["a.yaml", "\"a b\": @\n'c d':\n  e : @f\n  g:h@\n", "a b", "c d/e", "c d/e"],
  ["a.yaml", "@a:\n    b:\n  c: @\n d: @", "xa", "xa/c", "xa/d"],
  ["a.yaml", "a:\n- b@\n- - c: @\n", "a", "a/c"],
  ["a.yaml", "# a: @\n[a]: @\n{b}: @\n:c: @\na#b: @\n'a\n': @", "", "", "", "", "", ""],
  ["a.yaml", "a:\n\n  b@\nc@", "a", "a"],
  ["a.yaml", "a:\tb@", "a"],
  ["a.xml", '@<a b="@"><c:d>@</c:d>@<e f="@"/>@</a>@', "", "a", "a/d", "a", "a/e", "a", ""],
  ["a.xml", "<a><!-- <b>@ --><c>@</c></a>", "a", "a/c"],
  ["a.xml", "<a><![CDATA[<b>@]]><c>@", "a", ""],
  ["a.xml", "</x><a>@</a></a><b>@", "a", ""],
  ["a.xml", "<a><br/><b/>@</a>@<c d>@", "a", "", ""],
  ["a.xml", "<1>@<a_b.c-d>@", "", ""],
])("%s: %j: keys above", ([path, marked, ...keys]) => {
  const { text, offsets } = unmarked(marked);
  expect(keysAbove(sourceOf(path, text), offsets).map((above) => above.join("/"))).toEqual(keys);
});

test("formats without keys, and lines alone, have none", () => {
  expect(keysAbove(sourceOf("a.js", '{"a": "x"}'), [7, 8])).toEqual([[], []]);
  expect(keysAbove(sourceOfLines("a.json", '{"a": "x"}'), [7])).toEqual([[]]);
  expect(keysAbove(sourceOf("a.json", '{"a": "x"}'), [])).toEqual([]);
});

test.for([
  ["a.json", '{"a":', '"x"', 60],
  ["a.xml", "<a>", "x<b>", 60],
] as const)("%s: no more than sixty keys are told", ([path, opening, value, most]) => {
  const text = opening.repeat(100) + value;
  expect(keysAbove(sourceOf(path, text), [opening.length * 100])[0]).toEqual(Array(most).fill("a"));
});

test("elements that are not told are closed, too", () => {
  const text = `<c>${"<a>".repeat(70)}${"</a>".repeat(70)}x</c>`;
  expect(keysAbove(sourceOf("a.xml", text), [text.indexOf("x")])).toEqual([["c"]]);
});

test("a key is told as far as eighty characters", () => {
  const key = "k".repeat(100);
  expect(keysAbove(sourceOf("a.json", `{"${key}": "x"}`), [106])).toEqual([[key.slice(0, 79)]]);
  expect(keysAbove(sourceOf("a.yaml", `${key}: x`), [102])).toEqual([[]]);
});
