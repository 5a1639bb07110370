import { expect, test } from "vitest";
import { sourceOf } from "../../../src/scanner/source.ts";
import { constantOf, givenAbove } from "../../../src/scanner/urls/constants.ts";

test.for<[text: string, value: string | undefined]>([
  ['host = "a"', "a"],
  ["host = 'a';", "a"],
  ["host = `a`,", "a"],
  ['host = "a" // b', "a"],
  ['host = "a" # b', "a"],
  ['host = "a"\n\n', "a"],
  ['host="a"', "a"],
  ['host := "a"', "a"],
  ['host <- "a"', "a"],
  ['host ??= "a"', "a"],
  ['host ||= "a"', "a"],
  ['host ?= "a"', "a"],
  ["host =\n  'a'", "a"],
  ["host =\r\n  'a'", "a"],
  ["host =\n'a'", undefined],
  ['const host: string = "a"', "a"],
  ['const host: &\'static str = "a"', "a"],
  ['val host: Map<String> = "a"', "a"],
  ['"host": "a"', "a"],
  ["'host' => 'a'", "a"],
  ["{ host: 'a' }", "a"],
  ['env["host"] = "a"', "a"],
  ['host = r"a"', "a"],
  ['host = @"a"', "a"],
  ['#define host "a"', "a"],
  ['  # define host "a"', "a"],
  ["#define host a", undefined],
  ['# "undefined" host = "a"', "a"],
  ["host = http", "http"],
  ["host = localhost\n", "localhost"],
  ["host = https://a", undefined],
  ["host = other", undefined],
  ['host = "a" + b', undefined],
  ['host = f("a")', undefined],
  ['host = "a\' "', undefined],
  ['host = ""', ""],
  ['host == "a"', undefined],
  ['host =~ "a"', undefined],
  ["host => a", undefined],
  ["host: a", undefined],
  ['hosts = "a"', undefined],
  ['my_host = "a"', undefined],
  ['my.host = "a"', "a"],
  ["host = 'a'\nhost = \"a\"", "a"],
  ["host = 'a'\nhost = 'b'", undefined],
  ["host = 'a'\nhost = other", undefined],
  ["host = 'a'\nhost == 'b'", "a"],
  ["def f(host = 'a'):", undefined],
  ["def f(b, host = 'a'):", undefined],
  ["f({ host: 'a' })", "a"],
  ["", undefined],
])("%j: the name stands for %j", ([text, value]) => {
  expect(constantOf(sourceOf("a.py", text), "host")).toBe(value);
});

test.for<[above: string, given: string | undefined]>([
  ["host = 'a'\nhost = 'b'\n", '"b"'],
  ["host = 'a'\nhost == 'b'\n", '"a"'],
  ["host = f('a', 'b'); c\n", "f('a', 'b')"],
  ["host: string = f('a')\n", "f('a')"],
  ["def f(host = 'a'):\n  ", '"a"'],
  ["#define host 'a'\n", " 'a'"],
  ["host = f(", "f("],
  [`host = ${"a".repeat(300)}\n`, "a".repeat(200)],
  [`host = f()\n${" ".repeat(3989)}`, "f()"],
  [`host = f()\n${" ".repeat(3990)}`, undefined],
  [" host", undefined],
])("%j: the name is given %j above", ([above, given]) => {
  expect(givenAbove(sourceOf("a.py", `${above}host)`), "host", above.length)).toBe(given);
});

test("what stands below counts if nothing stands above, and if the name stands for it everywhere", () => {
  const text = "connect(host)\nhost = 'a'\n";
  expect(givenAbove(sourceOf("a.py", text), "host", 8)).toBe('"a"');
  expect(givenAbove(sourceOf("a.py", `${text}host = 'b'`), "host", 8)).toBeUndefined();
});

test("a hundred names are looked for in a file", () => {
  const source = sourceOf("a.py", Array.from({ length: 101 }, (_, index) => `name${index} = "a"`).join("\n"));
  const found = Array.from({ length: 101 }, (_, index) => constantOf(source, `name${index}`));
  expect(found).toEqual([...Array(100).fill("a"), undefined]);
});
