import { expect, test } from "vitest";
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
