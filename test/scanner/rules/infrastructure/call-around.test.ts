import { expect, test } from "vitest";
import { callAround } from "../../../../src/scanner/rules/infrastructure/code.ts";
import { placeOf } from "../../patterns/place-of.ts";

const long = "x".repeat(4100);

test.for([
  ["f(HERE)", "(HERE)"],
  ["f(a, HERE, b)", "(a, HERE, b)"],
  ["f(g(a), HERE, h(b)).i(c)", "(g(a), HERE, h(b))"],
  ["f(a, g(HERE), b)", "(HERE)"],
  ["f(g(h(a), b), HERE)", "(g(h(a), b), HERE)"],
  ["HERE(a, g(b))(c)", "(a, g(b))"],
  ["a(b); HERE(c)", "(c)"],
  ["HERE (a)", "(a)"],
  ["HERE", ""],
  ["f(HERE, g(a)", "(HERE, g(a)"],
  [`f(${long.slice(0, 1600)}, HERE)(a)`, "(a)"],
  [`f(HERE, ${long})`, `(HERE, ${long}`.slice(0, 4000)],
] as const)("%j", ([text, call]) => {
  expect(callAround(placeOf("a.js", text, /HERE/))).toBe(call);
});

test("a match may end with the bracket", () => {
  expect(callAround(placeOf("a.js", "x; HERE(a, b) c", /HERE\(/))).toBe("(a, b)");
});
