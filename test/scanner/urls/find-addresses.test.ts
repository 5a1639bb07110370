import { expect, test } from "vitest";
import { type Source, sourceOf } from "../../../src/scanner/source.ts";
import type { Address } from "../../../src/scanner/urls/address.ts";
import { findAddresses } from "../../../src/scanner/urls/find-addresses.ts";
import { bareLiteral, fileOffset, literalOf } from "../../../src/scanner/urls/literal.ts";
import { unitsOf } from "../../../src/scanner/urls/units.ts";

function colonsOf({ text }: Source): number[] {
  return [...text.matchAll(/:/g)].map(({ index }) => index);
}

function addressesOf(path: string, text: string): Address[] {
  const source = sourceOf(path, text);
  return [...findAddresses(source, colonsOf(source))];
}

/** Holes are written as `_`. */
function withoutHoles(text: string): string {
  return text.replaceAll("\uFFFC", "_");
}

test.for<[path: string, text: string, ...found: string[]]>([
  ["a.js", "f('http://a.initech.io/x')", "plain http a.initech.io: http://a.initech.io"],
  ["a.js", "f('HTTP://a.initech.io')", "plain http a.initech.io: HTTP://a.initech.io"],
  ["a.js", "f('ftp://a.initech.io')", "plain ftp a.initech.io: ftp://a.initech.io"],
  ["a.js", "f('xhttp://a.initech.io')"],
  ["a.js", "f('1http://a.initech.io')"],
  ["a.js", "f('http:/a.initech.io')", "plain http a.initech.io: http:/a.initech.io"],
  ["a.js", "f('http:///a.initech.io')", "plain http a.initech.io: http:///a.initech.io"],
  ["a.js", "f('see http:/a.initech.io')"],
  ["a.js", "f('see http:///a.initech.io')", "plain http a.initech.io: http:///a.initech.io"],
  ["a.js", "f('ftp:/a.initech.io')"],
  ["a.js", "f('ftp:///a.initech.io')"],
  ["a.js", "f('http:/v1')"],
  ["a.js", "f('http://a.io http://b.io')", "plain http a.io: http://a.io", "plain http b.io: http://b.io"],
  ["a.js", "f('https://a.io/?u=http://b.io')"],
  ["a.js", "f('a s://b?u=http://c.io')"],
  ["a.js", "f('://a.io?u=http://b.io')", "plain http b.io: http://b.io"],
  ["a.js", "f(`${s}://a.io?u=http://b.io`)"],
  ["a.js", "f(`${s}://a.io?u=x http://b.io`)", "plain http b.io: http://b.io"],
  ["a.js", "const s = 'ws';\nf(`${s}://a.io`)", "joined ws a.io: ://a.io"],
  ["a.js", "const s = 'HTTP';\nf(`${s}://a.io`)", "joined http a.io: ://a.io"],
  ["a.js", "const s = 'ftp';\nf(`${s}://a.io`)"],
  ["a.js", "f('http://' + host)", "joined http _: http://' "],
  ["a.js", "f('http://a.' + 'initech.io')", "joined http a.initech.io: http://a.' + 'initech.io"],
  ["a.js", "f('\\n', 'http://a.' + 'initech.io')", "joined http a.initech.io: http://a.' + 'initech.io"],
  ["a.js", "f('http://a.in\\x69tech.io')", "disguised http a.initech.io: http://a.in\\x69tech.io"],
  ["a.js", "f('ht\\x74p://a.initech.io')", "disguised http a.initech.io: ht\\x74p://a.initech.io"],
  ["a.js", "f('http://%61.io')", "disguised http %61.io: http://%61.io"],
  ["a.js", "f('http://', x)", "plain http : http://"],
  ["a.js", 'f("http://\' + host")', "plain http : http://"],
  ["a.js", "const h = 'localhost';\nf(`http://${h}:80/x`)", "joined http localhost:80: http://${h}:80"],
  ["a.js", "const h = 'a.initech.io';\nf(`http://${h}:80/x`)", "joined http _:80: http://${h}:80"],
  ["a.js", "const h = 'localhost?x';\nf(`http://${h}/x`)", "joined http _: http://${h}"],
  ["a.js", "const h = 'x@localhost';\nf(`http://${h}/x`)", "joined http _: http://${h}"],
  ["a.js", "const h = 'localhost';\nf(`http://a.${h}/x`)", "joined http a._: http://a.${h}"],
  ["a.js", "http://a.io"],
  ["a.sh", 'curl http://"a.io"/x', "plain http a.io: http://"],
  ["a.sh", "curl http://a b@localhost", "plain http a: http://a"],
  ["a.sh", "curl http://", "plain http : http://"],
  ["a.html", "<p>'http://' + host</p>", "plain http _: http://"],
  ["a.html", "<p>'http://'~(host)</p>", "plain http _: http://"],
  ["a.html", "<p>'http://' + 'host'</p>", "plain http : http://"],
  ["a.html", "<p>http://x' + host</p>", "plain http x: http://x"],
  ["a.php", "<a href=http://<?= $h ?>/x>", "plain http _: http://"],
])("%s: %j", ([path, text, ...found]) => {
  const brief = addressesOf(path, text).map(({ scheme, authority, start, end, spelling }) => {
    return `${spelling} ${scheme} ${withoutHoles(authority)}: ${text.slice(start, end)}`;
  });
  expect(brief).toEqual(found);
});

test("what stands before and after an address in its value", () => {
  const [address] = addressesOf("a.js", `f('see http://a.io/x ${"y".repeat(500)}')`);
  expect([address?.before, address?.after]).toEqual(["see ", `/x ${"y".repeat(397)}`]);
  const [late] = addressesOf("a.js", `f('${"y".repeat(500)}, http://a.io/x')`);
  expect([late?.before, late?.after]).toEqual([`${"y".repeat(398)}, `, "/x"]);
});

test.for<[path: string, text: string, ...values: string[]]>([
  ["a.js", "f('a:', 'b:')", "a:", "b:"],
  ["a.js", "f('a:' + 'b:')", "a:b:"],
  ["a.js", "f(x + 'a:' + 'b' + 'c:', 'd:')", "a:bc:", "d:"],
  ["a.js", "f('a:' + x)", "a:_"],
  ["a.js", "f('a:' + /* x */ 'b:')", "a:b:"],
  ["a.js", "f('a:' + // x\n x)", "a:_"],
  ["a.js", "/* x */ 'a:' /* y */", "a:"],
  ["a.js", "f('a:' + /b:/)", "a:_"],
  ["a.js", "/b:/ + 'a:'", "a:"],
  ["a.js", `f('a:' +${" ".repeat(299)}'b:')`, "a:_", "b:"],
  ["a.js", `f('a:' +${" ".repeat(298)}'b:')`, "a:b:"],
  ["a.js", "f(('a:') + 'b:')", "a:b:"],
  ["a.js", "f('a:') + 'b:'", "a:b:"],
  ["a.js", "f(x, 'a:') + 'b:'", "a:_", "b:"],
  ["a.js", "x ? a : b // c:"],
  ["a.js", "f(`a:${g('b:')}c:`)", "a:_c:", "b:"],
  ["a.sh", "x:1 y:2 'b:' z:3", "x:1 y:2 ", "b:", " z:3"],
  ["a.sh", '"a:$(f b:)c"', "a:_c", "$(f b:)"],
  ["a.sh", "# a:\nb:", "\nb:"],
  ["a.lisp", '"a:" "b:"', "a:", "b:"],
  ["a.html", "a:<script>f('b:')</script>c:", "a:<script>", "b:", "</script>c:"],
  ["a.js", "f('a')"],
])("values of %s: %j", ([path, text, ...values]) => {
  const source = sourceOf(path, text);
  expect([...unitsOf(source, colonsOf(source))].map(({ literal }) => withoutHoles(literal.value))).toEqual(values);
});

test.for<[text: string, markup: boolean, value: string, offsets: number[]]>([
  ["ab", true, "ab", [0, 1]],
  ["&#104;t&colon;x", true, "ht:x", [0, 6, 7, 14]],
  ["&#x68&sol", true, "h/", [0, 5]],
  ["&amp;\\x68", true, "&amp;\\x68", [0, 1, 2]],
  ["&#x10FFFF;&#x110000;", true, "\u{10FFFF}\uFFFD", [0, 1, 10]],
  ["\\x68\\u0074\\u{74}\\160\\:", false, "http:", [0, 4, 10, 16, 20]],
  ["\\U00000068a\\n", false, "ha\n", [0, 10, 11]],
  ["a\\\n  b&#104;", false, "ab&#104;", [0, 5, 6]],
])("%j is the value %j", ([text, markup, value, offsets]) => {
  const literal = bareLiteral(`__${text}`, 2, text.length + 2, markup);
  expect(literal.value).toBe(value);
  expect(offsets.map((_, at) => fileOffset(literal, at) - 2)).toEqual(offsets);
});

test("the value of strings, and of nothing", () => {
  const source = sourceOf("a.go", 'f(`a\\x68`, "b\\x68")');
  const tokens = source.parts()[0]?.tokens ?? [];
  const literal = literalOf(source.text, tokens, true);
  expect([literal.value, literal.start, literal.end]).toEqual(["a\\x68bh\uFFFC", 2, 18]);
  expect([0, 4, 5, 6, 7].map((at) => fileOffset(literal, at))).toEqual([3, 7, 12, 13, 18]);
  expect(literalOf("x", [], false)).toMatchObject({ value: "", marks: [], start: 0, end: 0 });
});
