import { expect, test } from "vitest";
import {
  isInCall,
  lineAround,
  mentions,
  nameOfCall,
  textAfter,
  textBefore,
} from "../../../src/scanner/patterns/place.ts";
import { sourceOf } from "../../../src/scanner/source.ts";
import { placeOf } from "./place-of.ts";

test.for([
  ["connect(HERE)", true],
  ["connect({ a: HERE })", true],
  ["connect([HERE])", true],
  ["connect(f(HERE))", true],
  ["connect('HERE')", true],
  ["connect[HERE]", false],
  ["connect(a); HERE", false],
  ["other(HERE)", false],
] as const)("%s: in a call of connect → %s", ([text, inCall]) => {
  expect(isInCall(placeOf("a.js", text, /HERE/), /^connect$/)).toBe(inCall);
});

test.for([
  ["connect(HERE)", "connect"],
  ["connect(f(HERE))", "f"],
  ["connect((HERE))", "connect"],
  ["connect({ a: [HERE] })", "connect"],
  ["connect[HERE]", ""],
  ["HERE", ""],
] as const)("%s: the innermost call is of %j", ([text, name]) => {
  expect(nameOfCall(placeOf("a.js", text, /HERE/))).toBe(name);
});

test("some text before and after, over lines", () => {
  const place = placeOf("a.js", "ab\nHERE\ncd", /HERE/);
  expect([textBefore(place, 2), textBefore(place, 9)]).toEqual(["b\n", "ab\n"]);
  expect([textAfter(place, 2), textAfter(place, 9)]).toEqual(["\nc", "\ncd"]);
});

test.for([
  ["a HERE b", "a ", " b"],
  ["x\na HERE b\ny", "a ", " b"],
  ["HERE", "", ""],
  ["x\nHERE\ny", "", ""],
  [`${"a".repeat(600)}HERE${"b".repeat(600)}`, "a".repeat(500), "b".repeat(500)],
] as const)("%j: the line around", ([text, before, after]) => {
  expect(lineAround(placeOf("a.js", text, /HERE/))).toEqual({ before, after });
});

test("what a file mentions is looked for once for each pattern and file", () => {
  const [one, other] = [sourceOf("a.js", "ftp"), sourceOf("a.js", "sip")];
  expect([mentions(one, /ftp/), mentions(one, /sip/), mentions(other, /ftp/), mentions(other, /sip/)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  const counted = /ftp/g;
  expect([mentions(one, counted), mentions(one, counted), counted.lastIndex]).toEqual([true, true, 3]);
});
