import { expect, test } from "vitest";
import {
  codeAround,
  type Group,
  groupAfter,
  groupAround,
  named,
  positional,
} from "../../../src/scanner/patterns/call.ts";
import { placeOf } from "./place-of.ts";

/** Arguments of a group in short. */
const shortly = (group: Group | undefined) =>
  group?.arguments.map(({ name, value }) => (name === "" ? value : `${name}: ${value}`));

test.for([
  ["connect(a, b)", ["a", "b"]],
  ["connect (a)", ["a"]],
  ["connect\n  (a)", ["a"]],
  ["connect()", []],
  ["connect{ a: 1, b: 2 }", ["a: 1", "b: 2"]],
  ["connect[a; b]", ["a", "b"]],
  ["connect(f(a, b), [c, d], { e, g })", ["f(a, b)", "[c, d]", "{ e, g }"]],
  ["connect(f(a), b)(c)", ["f(a)", "b"]],
  ['connect("a, b", c)', ['"a, b"', "c"]],
  ['connect("a)", b)', ['"a)"', "b"]],
  ['connect("(a", b); f(c)', ['"(a"', "b"]],
  ["connect(a /* , b */, c)", ["a", "c"]],
  ["connect(a /* ) */, b)", ["a", "b"]],
  ["connect(a, // b)\n c)", ["a", "c"]],
  ["connect(a,\n b,\n)", ["a", "b"]],
  ["connect(a, , b)", ["a", "b"]],
  ["connect(a, b", ["a", "b"]],
  ["connect(a = 1, b == 2, c: 3)", ["a: 1", "b == 2", "c: 3"]],
  ["connect('a': 1, \"b-c\" => 2, :d => 3, ['e'] = 4, @f := 5)", ["a: 1", "b-c: 2", "d: 3", "e: 4", "f: 5"]],
  ["connect(a::b, c=)", ["a::b", "c: "]],
  ["connect", undefined],
  ["connect.b(a)", undefined],
  ["connect; (a)", undefined],
] as const)("%j: what is in the brackets → %j", ([text, wanted]) => {
  expect(shortly(groupAfter(placeOf("a.js", text, /connect/)))).toEqual(wanted);
  expect(shortly(groupAfter(placeOf("a.js", `/* before */ ${text}`, /connect/)))).toEqual(wanted);
});

test("a match may end with the bracket", () => {
  expect(shortly(groupAfter(placeOf("a.js", "x = [1]; connect(a, [b])", /connect\(/)))).toEqual(["a", "[b]"]);
  expect(shortly(groupAfter(placeOf("a.js", "x = [1]; connect( a, [b])", /connect\(\s/)))).toEqual(["a", "[b]"]);
  expect(shortly(groupAfter(placeOf("a.js", "f(connect [a])", /connect/)))).toEqual(["a"]);
});

test("brackets are told from those of comments and strings before them", () => {
  const text = "f('(', /* ( */ 1, HERE, [2])";
  expect(groupAround(placeOf("a.js", text, /HERE/))).toEqual({
    before: "f",
    arguments: [
      { name: "", value: "'('" },
      { name: "", value: "1" },
      { name: "", value: "HERE" },
      { name: "", value: "[2]" },
    ],
    after: "",
  });
});

test.for([
  ["f(a, HERE)", ["a", "HERE"]],
  ["f(g(a, b), HERE)", ["g(a, b)", "HERE"]],
  ["f([a], {b}, x: HERE)", ["[a]", "{b}", "x: HERE"]],
  ["f({ a: HERE }, b)", ["a: HERE"]],
  ["f([HERE], b)", ["HERE"]],
  ["(HERE)", ["HERE"]],
  ["f(a); HERE; g(b)", undefined],
] as const)("%j: what is around → %j", ([text, wanted]) => {
  expect(shortly(groupAround(placeOf("a.js", text, /HERE/)))).toEqual(wanted);
});

test("some code stands before and after a group", () => {
  const group = groupAfter(placeOf("a.js", `${"x".repeat(300)} = connect(a).then(b) // c`, /connect/));
  expect(group?.before).toBe(`${"x".repeat(150)} = connect`.slice(-160));
  expect(group?.after).toBe(".then(b)     ");
  expect(groupAfter(placeOf("a.js", `connect(a)${"y".repeat(300)}`, /connect/))?.after).toBe("y".repeat(199));
});

test("arguments by name and by number", () => {
  const group = groupAfter(placeOf("a.js", "connect(a, tls: b, c)", /connect/));
  expect([named(group, /^tls$/), named(group, /^ssl$/), positional(group, 0), positional(group, 1)]).toEqual([
    "b",
    undefined,
    "a",
    "c",
  ]);
  expect([named(undefined, /^tls$/), positional(undefined, 0), positional(group, 2)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("code around a place, comments blanked and strings left", () => {
  const text = "a(1); /* b\nc */ 'd' HERE /* e */ f";
  expect(codeAround(placeOf("a.js", text, /HERE/), 100, 100)).toEqual({
    before: "a(1);     \n     'd' ",
    after: "         f",
  });
  expect(codeAround(placeOf("a.js", text, /HERE/), 8, 3)).toEqual({ before: "     'd' ".slice(-8), after: "   " });
  expect(codeAround(placeOf("a.js", "'a' HERE 'b'", /HERE/), 3, 3)).toEqual({ before: "a' ", after: " 'b" });
});
