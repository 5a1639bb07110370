import { expect, test } from "vitest";
import { outline } from "./outline.ts";

test.for([
  [
    "a.yaml",
    "a: {b: c, \"d\":e, f:g, h: , i: 'j' k, l: !m n, o: p q, r: *s, t: &u v}",
    "a|  b = c|  d = e|  i|  l|  o = p q|  r|  t",
  ],
  ["a.yaml", 'a: [b c, d, "e"x, {f}, g: h]', "a|  · = b c|  · = d|  ·|  ·|  g = h"],
  ["a.yaml", "{a: b}\nc: d", "a = b|c = d"],
  ["a.yaml", "[a, b]", "· = a|· = b"],
  ["a.yaml", "{{ a }}\nb: c", "b = c"],
  ["a.yaml", "{% if a %}\nb: c", "b = c"],
  ["a.yaml", "a: b\n{c: d}", "a = b"],
  ["a.yaml", '"a": b\n\'c d\' : e\n"f"g: h\n"i: j\n', "a = b|c d = e"],
  ["a.yaml", "a b: c\nd:e\nf : g\n: h\n? i\n# j: k\n|l: m\n>n: o\n@p: q\n`r: s\n%t: u\n[v: w", "a b = c|f = g"],
  ["a.yaml", "a:\n- b\n- c:\n  - d\n-e: f\n-\n  g: h", "a|  · = b|  ·|    c|      · = d|-e = f|  ·|    g = h"],
  ["a.yaml", "-\n-  - a\n - b", "·|·|  · = a|  · = b"],
  ["a.yaml", "a: |\n  b: c\nd: >-\n  e\nf: @g\nh: `i\nj: %k\nl: !m\nn: *o", "a|d|f|h|j|l|n"],
  ["a.yaml", 'a: {{ b }}\nc: x{{ d }}\ne: {% f %}\ng: \'{% h %}\'\ni: "{{ j }}"\nk: "l', "a|c|e|g|i|k = l"],
  ["a.yaml", "a: !!str b\nc: !!bool &d e\nf: !!x g\nh: &i j", "a = b|c = e|f|h = j"],
  ["a.yaml", "--- a: b\nc: d", "a = b|c = d"],
  ["a.yaml", "---\na: b\n---- c\n", "a = b"],
  ["a.yaml", "a: b\n...\n  c: d\n..\ne: f ...", "a = b|c = d|e = f ..."],
  ["a.yaml", "a: b   \n\n   \n  c: d", "a = b|  c = d"],
  ["a.yaml", "a: [\n b,\n c\n] \nd: e", "a|  · = b|  · = c|d = e"],
  ["a.yaml", "a: 'b\n  c'\nd: e", "a = b¶  c|d = e"],
  ["a.yaml", "a:\tb\nc:d\te:\tf", "a = b|c:d\te = f"],
  ["a.yaml", "a:\n    b:\n      c: d\n  e: f\ng:\n- h:\n- i", "a|  b|    c = d|  e = f|g|  ·|    h|  · = i"],
  ["a.yaml", "- a: b\n- c\n- - d\n  - e", "·|  a = b|· = c|·|  · = d|  · = e"],
] as const)("%s: %j", ([path, text, expected]) => {
  expect(outline(path, text).join("|").replaceAll("\n", "¶")).toBe(expected);
});

test("keys of three hundred characters are none", () => {
  const key = (length: number) => "x".repeat(length);
  expect(outline("a.yaml", `${key(299)}: a`)).toEqual([`${key(299)} = a`]);
  expect(outline("a.yaml", `${key(300)}: a`)).toEqual([]);
  expect(outline("a.yaml", `"${key(300)}": a`)).toEqual([]);
});

test("of very many levels the last are remembered", () => {
  const lines = Array.from({ length: 80 }, (_, index) => `${" ".repeat(index)}a${index}:`);
  expect(outline("a.yaml", [...lines, "b: c"].join("\n")).at(-1)).toBe("b = c");
  expect(
    outline("a.yaml", [...lines, `${" ".repeat(30)}b: c`].join("\n"))
      .at(-1)
      ?.trim(),
  ).toBe("b = c");
});
