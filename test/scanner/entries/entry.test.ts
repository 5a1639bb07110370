import { expect, test } from "vitest";
import { entriesOf, entryAt, isStructured } from "../../../src/scanner/entries/entries-of.ts";
import { ancestorNamed, ancestorsOf, childOf, childValue, isNamed } from "../../../src/scanner/entries/entry.ts";
import { remembered } from "../../../src/scanner/entries/remembered.ts";
import { sourceOf } from "../../../src/scanner/source.ts";

test.for([
  [
    "a.json",
    '  {"a": {"b": "x"}, "c": [1, true ]}',
    '{"a": {"b": "x"}, "c": [1, true ]}|"a": {"b": "x"}|"b": "x"|"c": [1, true ]|1|true',
  ],
  [
    "a.tf",
    '# x\nr "t" "n" {\n  a = "1" + b\n  c = [ d, 1 ]\n}\n',
    'r "t" "n" {¶  a = "1" + b¶  c = [ d, 1 ]¶}|a = "1" + b|c = [ d, 1 ]|d|1',
  ],
  ["a.bicep", "resource w 'T@1' = if (x) {\n  p: false\n}\n", "resource w 'T@1' = if (x) {¶  p: false¶}|p: false"],
  [
    "a.yaml",
    "a: b # c\nd:\n  - e: 'f'\n    g: [h, {i: j}]\n  - k\nl: &m n\n",
    "a: b|d:¶  - e: 'f'¶    g: [h, {i: j}]¶  - k|- e: 'f'¶    g: [h, {i: j}]|e: 'f'|g: [h, {i: j}]|h|{i: j}|i: j|- k|l: &m n",
  ],
  ["a.yaml", "  - a\n  -  b: c\n", "- a|-  b: c|b: c"],
  ["a.yaml", "--- {a: b}\nc: d\n---\ne: f\n...\ng: h\n", "a: b|c: d|e: f|g: h"],
  ["a.toml", 'a = "b"\n[c]\n  d = 1\n  e = 2\n[f.g]\n', 'a = "b"|[c]|d = 1|e = 2|[f.g]'],
  ["a.ini", "x\n[a]\n  b = c  \n d: e\n", "x|[a]|b = c|d: e"],
  ["a.xml", "<a  b=\"c\"\n d='e' ><f>g</f></a><h/>", "<a  b=\"c\"¶ d='e' ><f>g</f></a>|b=\"c\"|d='e'|<f>g</f>|<h/>"],
  ["nginx.conf", "a {\n  b c;\n  { d e; }\n}\nf g", "a {¶  b c;¶  { d e; }¶}|b c|{ d e; }|d e|f g"],
  ["Caddyfile", "a b\nc {\n  d e\n}\n", "a b|c {¶  d e¶}|d e"],
  ["httpd.conf", "  A b  \n<C d>\n E f\n</C>\nG", "A b|<C d>¶ E f¶</C>|E f|G"],
  ["haproxy.cfg", "global\n  a b\nfrontend c\n  d e  \n", "global¶  a b|a b|frontend c¶  d e  ¶|d e"],
] as const)("%s: %j: where entries stand", ([path, text, expected]) => {
  const entries = entriesOf(sourceOf(path, text));
  expect(
    entries
      .map(({ start, end }) => text.slice(start, end))
      .join("|")
      .replaceAll("\n", "¶"),
  ).toBe(expected);
});

const text = "a-b:\n  c: d\n  c_e: f\n  C: g\n  h:\n    c: i\n";
const source = sourceOf("a.yaml", text);
const [first] = entriesOf(source);

test("children by name, in any spelling, the first of each", () => {
  expect([childValue(first, "c"), childValue(first, "CE"), childValue(first, "c-e")]).toEqual(["d", "f", "f"]);
  expect([childOf(first, "x", "h")?.key, childOf(first, "h", "c")?.key]).toEqual(["h", "h"]);
  expect([childOf(first, "x"), childOf(undefined, "c"), childValue(first, "x"), childValue(first)]).toEqual(
    Array(4).fill(undefined),
  );
});

test.for([
  ["a-b", "aB", true],
  ["a_b.c", "abc", true],
  ["AB1", "ab1", true],
  ["ab1", "ab2", false],
  ["a", "", false],
] as const)("%s is %s: %s", ([key, name, same]) => {
  expect(isNamed(key, name)).toBe(same);
});

test("what an entry stands in, by one of some names", () => {
  const last = entryAt(source, text.indexOf("i\n"));
  if (last === undefined) throw new Error("there is no entry");
  expect([...ancestorsOf(last)].map(({ key }) => key)).toEqual(["h", "a-b", ""]);
  expect(ancestorNamed(last, "x", "ab")?.key).toBe("a-b");
  expect(ancestorNamed(last, "ab", "h")?.key).toBe("h");
  expect(ancestorNamed(last, "c", "x")).toBeUndefined();
});

test("an entry starts with its first character", () => {
  expect([entryAt(source, 0)?.key, entryAt(source, 6)?.key, entryAt(source, 7)?.key]).toEqual(["a-b", "a-b", "c"]);
  expect(entryAt(sourceOf("a.yaml", "  a: b"), 1)).toBeUndefined();
  expect(entryAt(sourceOf("a.js", "a: b"), 1)).toBeUndefined();
});

test("formats that have entries", () => {
  expect(["a.json", ".env", "a.bicep", "a.js"].map((path) => isStructured(sourceOf(path, "")))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test("entries are read once, and so is what is asked of each", () => {
  expect(entriesOf(source)).toBe(entriesOf(source));
  let asked = 0;
  const ask = remembered(() => {
    asked += 1;
    return undefined;
  });
  expect([first, first].map((entry) => entry && ask(entry))).toEqual([undefined, undefined]);
  expect(asked).toBe(1);
});

test.for([
  ["a.json", '{"a":'],
  ["a.xml", "<a>"],
  ["nginx.conf", "a { "],
] as const)("%s: what stands more than sixty blocks deep is put there", ([path, opening]) => {
  const depths = entriesOf(sourceOf(path, opening.repeat(1000))).map((entry) => [...ancestorsOf(entry)].length);
  expect([depths.length > 999, depths.slice(0, 3), Math.max(...depths), depths.at(-1)]).toEqual([
    true,
    [1, 2, 3],
    60,
    60,
  ]);
});
