import { expect, test } from "vitest";
import { entriesOf, entryAt } from "../../../src/scanner/entries/entries-of.ts";
import { ancestorNamed, childValue } from "../../../src/scanner/entries/entry.ts";
import { sourceOf, sourceOfLines } from "../../../src/scanner/source.ts";
import { workOf } from "../work.ts";
import { outline } from "./outline.ts";

test.for([
  ["a.json", '{"a": {"b": "x\\/y"}, "c": [1, {"d": true}]}', "·|  a|    b = x/y|  c|    · = 1|    ·|      d = true"],
  ["a.json", '// "n": 0\n{"a" /* "m": 1 */ : null}', "·|  a = null"],
  ["a.tf", 'resource "t" "n" {\n  a = "1" # b = 2\n}', "resource (t n)|  a = 1"],
  ["a.tf", 'a {\n b { c = false }\n}\nd = "e"', "a|  b|    c = false|d = e"],
  ["a.tf", 'a = var.x ? "A" : "B"\nb = "$' + '{x}/y"\nc = local.d', "a|b|c"],
  ["a.tf", 'a = merge(local.t, { b = "c" })\nd = 1', "a|  ·|    b = c|d = 1"],
  ["a.tf", 'a = [\n "b",\n { c = 1 },\n d[0],\n]', "a|  · = b|  ·|    c = 1|  ·"],
  ["a.tf", "a = <<EOT\nb = 1\nEOT\nc = 2", "a = ¶b = 1|c = 2"],
  ["a.bicep", "resource w 'T@1' = if (x) {\n  p: {\n    a: false\n  }\n}", "resource (w T@1)|  p|    a = false"],
  ["a.bicep", "resource w 'T@1' = [for s in l: {\n  a: 'b'\n}]", "resource (w T@1)|  for (s in l)|    a = b"],
  ["a.bicep", "a: [\n  'Http'\n  x\n]\nparam b bool = false", "a|  · = Http|  ·|param (b bool) = false"],
  ["a.yaml", "a: b # c\nd:\n  e: 'f'\n  g: \"h\"\ni: 1", "a = b|d|  e = f|  g = h|i = 1"],
  ["a.yaml", "a:\n- b: 1\n  c: 2\n- d\ne: f", "a|  ·|    b = 1|    c = 2|  · = d|e = f"],
  ["a.yaml", "- - a\n  - b: c", "·|  · = a|  ·|    b = c"],
  [
    "a.yaml",
    "a: [{b: c, d: !Ref E}, 'f', h:80]\ni: {j: k,\n  l: m}\nn: o",
    "a|  ·|    b = c|    d|  · = f|  · = h:80|i|  j = k|  l = m|n = o",
  ],
  ["a.yaml", "a: {{ .b }}\nc: '{{ d }}'\n{{- if .e }}\nf: g\n{{- end }}\n{% if h %}\ni: {% j %}", "a|c|f = g|i"],
  ["a.yaml", "a: &x b\nc: *x\nd: !Sub e\nf: !!str g\nh: |\n  i: j\nk: l", "a = b|c|d|f = g|h|k = l"],
  ["a.yaml", 'a: "b\n  c: d"\ne: f', "a = b¶  c: d|e = f"],
  [
    "a.toml",
    'a = "b"\n[c.d]\ne = { f = 1, g = "h" }\n[[i]]\nj = [\n "k",\n]',
    "a = b|c.d|  e|    f = 1|    g = h|i|  j|    · = k",
  ],
  ["a.ini", "; a = b\n[c d]\ne = f\ng h\n", "c d|  e = f|  g = h"],
  ["a.properties", "a.b=c\n# d=e\nf: g", "a.b = c|f = g"],
  ["a.xml", "<a x:b=\"c\" d='e&amp;f'><g>h</g><!-- <i> --><j/></a>", "a|  b = c|  d = e&f|  g = h|  j"],
  ["a.xml", "<!DOCTYPE a><a><b>c</a><d>e</d>", "a|  b|d = e"],
  [
    "nginx.conf",
    "a {\n  b c d; # e;\n  f ~ ^/x{2} { g $" + "{h}; }\n}",
    "a|  b (c d) = c d|  f (~ ^/x{2})|    g ($" + "{h}) = $" + "{h}",
  ],
  ["Caddyfile", "{\n  a b\n}\nc:80 {\n  d {$E}\n}", "·|  a (b) = b|c:80|  d ({$E}) = {$E}"],
  ["site.conf", "server {\n  listen 80;\n}", "server|  listen (80) = 80"],
  [
    "httpd.conf",
    "<VirtualHost *:80>\n  # x\n  A b \\\n    c\n</VirtualHost>\nD e",
    "VirtualHost (*:80) = *:80|  A (b c) = b c|D (e) = e",
  ],
  [
    "haproxy.cfg",
    "frontend f\n  bind *:80 # x\nbackend b\n  a b",
    "frontend (f) = f|  bind (*:80) = *:80|backend (b) = b|  a (b) = b",
  ],
] as const)("%s: %j", ([path, text, expected]) => {
  expect(outline(path, text).join("|").replaceAll("\n", "¶")).toBe(expected);
});

test.for([
  ["a.json", '{"a": {"b": [1, "c": 2', "·|  a|    b|      · = 1|      c = 2"],
  ["a.json", '    "b": "c",\n    "d": false\n  },\n  "e": {', "b = c|d = false|e"],
  ["a.tf", '  a = "b"\n  }\n}\nc {\n', "a = b|c"],
  ["a.yaml", "    a: b\n  c: d\n- e: {f: g\n", "a = b|c = d|·|  e|    f = g"],
  ["a.xml", '<a b="c>\n<d e="f"/></g>', "a|  d|    e = f"],
  ["nginx.conf", "} a b; } c {", "a (b) = b|c"],
] as const)("broken: %s: %j", ([path, text, expected]) => {
  expect(outline(path, text).join("|")).toBe(expected);
});

test("documents of YAML do not share entries", () => {
  const [first, second] = entriesOf(sourceOf("a.yaml", "kind: A\n---\nkind: B\n"));
  expect([childValue(first?.parent, "kind"), childValue(second?.parent, "kind")]).toEqual(["A", "B"]);
});

test("an offset leads to the entry that it stands in, and on to what is above", () => {
  const text = 'resource "aws_lb_listener" "x" {\n  default_action {\n    type = "redirect"\n  }\n}';
  const source = sourceOf("a.tf", text);
  const entry = entryAt(source, text.indexOf("redirect"));
  expect([entry?.key, entry?.parent?.key, ancestorNamed(entry ?? never(), "Resource")?.labels[0]]).toEqual([
    "type",
    "default_action",
    "aws_lb_listener",
  ]);
  expect(entryAt(source, text.indexOf("aws_lb"))?.key).toBe("resource");
});

test("lines alone are read, too", () => {
  expect(entriesOf(sourceOfLines("a.tf", '  a = "b"\n}')).map(({ key }) => key)).toEqual(["a"]);
});

test.for([
  ["a.json", "[", '{"a":'],
  ["a.tf", "a {", "a = ["],
  ["a.yaml", "- ", "a: {"],
  ["a.yaml", "a: [\n", "- a: 'b\n"],
  ["a.xml", "<a>", '<a b="'],
  ["nginx.conf", "a {", "}"],
  ["a.toml", "[a]\n", "a = {"],
  ["a.ini", "[a\n", "   "],
] as const)("hostile text takes work in proportion: %s %j %j", ([path, one, other]) => {
  for (const piece of [one, other]) {
    const work = (times: number) => workOf(() => entriesOf(sourceOf(path, piece.repeat(times))));
    expect(work(8000)).toBeLessThan(2.5 * work(4000) + 1000);
    entriesOf(sourceOf(path, piece.repeat(50_000)));
  }
});

function never(): never {
  throw new Error("there is no such entry");
}
