import { expect, test } from "vitest";
import { surroundingsOf } from "../../../src/scanner/context/surroundings.ts";
import { classifyHost } from "../../../src/scanner/hosts/classify-host.ts";
import { framesOf } from "../../../src/scanner/patterns/place.ts";
import { placeOf } from "../patterns/place-of.ts";

test.for<[code: string, ...frames: string[]]>([
  ["f(HERE)", "(f 0"],
  ["f(a, b, HERE)", "(f 2"],
  ["a.b?.c!(HERE)", "(a.b?.c! 0"],
  ["new A<B, C>(HERE)", "(A 0"],
  ["f (HERE)", "(f 0"],
  ["f([a, HERE], b)", "[ 1", "(f 0"],
  ["f(g(a, b), HERE)", "(f 1"],
  ["f({ a: [HERE] })", "[a 0", "{ 0", "(f 0"],
  ["a = [HERE]", "[a 0"],
  ["const a: string[] = [HERE]", "[a 0"],
  ["a => { b(HERE) }", "(b 0", "{a 0"],
  ["a := new B {HERE}", "{a 0"],
  ["x; f(a; HERE)", ...[]],
  ["f(a); HERE", ...[]],
  ["function f() { g(HERE) }", "(g 0"],
  ["class A { b = c(HERE) }", "(c 0"],
  ["if (a) { f(HERE) }", "(f 0"],
  ["require(a) { HERE }", "{require 0"],
  ["log.info { f(HERE) }", "(f 0", "{log.info 0"],
  ["f('(', /* ( */ HERE)", "(f 1"],
  ["f(`a ${g(HERE)}`)", "(g 0", "{ 0", "(f 0"],
  ["[[[[[[[[HERE", "[ 0", "[ 0", "[ 0", "[ 0", "[ 0", "[ 0"],
  [`f(${"a".repeat(690)}HERE`, "(f 0"],
  [`f(${"a".repeat(700)}HERE`, ...[]],
])("%s: what is open around", ([code, ...frames]) => {
  const found = framesOf(placeOf("a.js", code, /HERE/));
  expect(found.map(({ bracket, name, commas }) => `${bracket}${name} ${commas}`)).toEqual(frames);
});

/** What stands around HERE in a text, as if it were an address. */
function aroundHere(path: string, text: string) {
  const { source, part, start, end, string } = placeOf(path, text, /HERE/);
  const index = string === undefined ? -1 : part.tokens.indexOf(string);
  const strings = index === -1 ? undefined : ([index, index] as const);
  const host = classifyHost("here", "", "http");
  const before = text.slice(string?.start ?? 0, start);
  const about = { scheme: "http", authority: "here", host, before, after: "", spelling: "plain" } as const;
  return surroundingsOf(source, { ...about, start, end, part, strings });
}

test.for<[path: string, text: string, name: string]>([
  ["a.js", "a = 'HERE'", "a"],
  ["a.js", "const a: string = 'HERE'", "a"],
  ["a.js", "let a: Map<b, c>[] | null = 'HERE'", "a"],
  ["a.js", "a.b.c ||= 'HERE'", "a.b.c"],
  ["a.js", "a ??= 'HERE'", "a"],
  ["a.js", "({ a: 'HERE' })", "a"],
  ["a.js", "({ 'a-b': 'HERE' })", "a-b"],
  ["a.js", "a['b'] = 'HERE'", "b"],
  ["a.js", "a[0] = 'HERE'", "a"],
  ["a.go", "a := 'HERE'", "a"],
  ["a.rb", "{ :a => 'HERE' }", ":a"],
  ["a.py", "a = f'HERE'", "a"],
  ["a.cs", 'a = @"HERE"', "a"],
  ["a.rs", 'static A: &\'static str = "HERE";', "A"],
  ["a.js", "a = ['HERE'", "a"],
  ["a.js", "f('HERE')", ""],
  ["a.js", "a == b, 'HERE'", ""],
  ["a.js", "a + 'HERE'", ""],
  ["a.c", '#define A "HERE"', "A"],
  ["a.c", '#  define  AB(c)  d "HERE"', "AB"],
  ["a.c", '#define A\n"HERE"', ""],
  ["a.clj", '(f :ab-c  "HERE")', ":ab-c"],
  ["a.clj", '{:a "HERE"}', ":a"],
  ["a.clj", '(f a:b "HERE")', ""],
  ["a.yaml", "b: c\na: HERE", "a"],
  ["a.yaml", 'a: "HERE', "a"],
  ["a.js", `${"a".repeat(300)} = 'HERE'`, "a".repeat(197)],
])("%s: %j: the name is %s", ([path, text, name]) => {
  expect(aroundHere(path, text).name).toBe(name);
});

test("code before and after a value, strings as words, comments left out", () => {
  const text = "x; f(/* a */ 'b c', `d\ne`, 'HERE' + g) // h";
  const { code, following } = aroundHere("a.js", text);
  expect(code).toBe('x; f(  "bc", "de", ');
  expect(following).toBe(" + g) // h");
});

test("outside of strings the line is looked at", () => {
  const { code, following } = aroundHere("a.yaml", "a: b\nc: d HERE e\nf");
  expect([code, following]).toEqual(["c: d ", " e\nf"]);
  expect(aroundHere("a.yaml", `a: ${"b".repeat(800)}HERE`).code).toBe("b".repeat(700));
});

test("some hundred characters are looked at, forty of a string", () => {
  const { code, following } = aroundHere("a.js", `${"a".repeat(800)} 'HERE' ${"b".repeat(200)}`);
  expect([code, following]).toEqual([`${"a".repeat(699)} `, ` ${"b".repeat(119)}`]);
  expect(aroundHere("a.js", `'${"c".repeat(60)}' 'HERE'`).code).toBe(`"${"c".repeat(39)}" `);
  expect(aroundHere("a.js", `f('a${"b".repeat(690)}' + 'HERE'`).code).toBe(`f("a${"b".repeat(38)}" + `);
  expect(aroundHere("a.js", `f('a${"b".repeat(720)}' + 'HERE'`).code).toBe(`"a${"b".repeat(38)}" + `);
});
