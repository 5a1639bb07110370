import { expect, test } from "vitest";
import { outline } from "./outline.ts";

test.for([
  ["a.json", '{"a": "b" "c": "d"}', "·|  a"],
  ["a.json", '{"a": 1\n, "b":\n2}', "·|  a = 1|  b = 2"],
  ["a.json", '{"a":: "b"}', "·|  a"],
  ["a.json", '{"a" = "b"}', "·|  a = b"],
  ["a.json", '{"a": x, "b": 1 2, "c": -1.5e3, "d": "x" y}', "·|  a|  b|  c = -1.5e3|  d"],
  ["a.json", '{: "a"}', "·"],
  ["a.json", '{"a": }', "·"],
  ["a.json", '{"a": "b\\nc\\"d\\u0041\\q"}', '·|  a = b\\nc"d\\u0041q'],
  ["a.json", '{"a": [}, "b": 1]', "·|  a|b = 1"],
  ["a.json", '[["a"], "b"]', "·|  ·|    · = a|  · = b"],
  ["a.json", '{"a": {"b": 1}}, "c": 2', "·|  a|    b = 1|c = 2"],
  ["a.json", '[{"a": 1}, "b" "c"]', "·|  ·|    a = 1|  ·"],
  ["a.tf", "a = b(c: 1, {\n d = 2\n})\ne = 3", "a|  ·|    d = 2|e = 3"],
  ["a.tf", "a = f(b,\n c = 1\n)\nd = 2", "a|  c = 1|d = 2"],
  ["a.tf", "a =\n  1\nb = 2", "a = 1|b = 2"],
  ["a.tf", "a = x[1]\nb = [1]\nc [2]", "a|b|  · = 1|c|  · = 2"],
  ["a.tf", "a = [1\n]\nb = 1", "a|  · = 1|b = 1"],
  ["a.tf", "a b : c {\n d = 1\n}", "a (b)|  d = 1"],
  ["a.tf", 'a "b${c}" d {\n}', "a (d)"],
  ["a.tf", "a = { b = 1 } c { d = 2 }", "a|  b = 1|  d = 2"],
  ["a.tf", "= 1\na = 2", "a = 2"],
  ["a.tf", "a = (1)\nb = 2", "a|b = 2"],
  ["a.tf", 'a = "x" "y"\nb = 1 + 2\nc = true', "a|b|c = true"],
  ["a.tf", "a {\n b {\n}\nc = 1\n}\nd = 1", "a|  b|  c = 1|d = 1"],
  ["a.tf", "a = {\n b = [ 1 }\n c = 2", "a|  b|    · = 1|c = 2"],
  ["a.tf", "a == 1", "a"],
  ["a.tf", "a\nb = 1", "b = 1"],
  ["a.tf", "a = b ? { c = 1 } : d\ne = 1", "a|  c = 1|e = 1"],
] as const)("%s: %j", ([path, text, expected]) => {
  expect(outline(path, text).join("|").replaceAll("\n", "¶")).toBe(expected);
});
