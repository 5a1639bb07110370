import { expect, test } from "vitest";
import { yamlKeys } from "../../../src/scanner/context/yaml-keys.ts";
import { sourceOf } from "../../../src/scanner/source.ts";

test.for<[text: string, offsets: number[], ...keys: string[]]>([
  ["a: b\nc: d\n", [3, 4, 5, 8], "a", "a", "c", "c"],
  ["a: b", [3, 4, 9], "a", "", ""],
  ["a: b\n", [5], ""],
  ["", [0, 1], "", ""],
  ["a: b\nc: d", []],
  ["a :\n  b: c", [9], "a/b"],
])("%j, %j: keys above", ([text, offsets, ...keys]) => {
  expect(yamlKeys(sourceOf("a.yaml", text), offsets).map((above) => above.join("/"))).toEqual(keys);
});

test("no more than fifty levels, and the key itself, are told", () => {
  const text = Array.from({ length: 60 }, (_, depth) => `${" ".repeat(depth)}k${depth}:\n`).join("");
  const [above = []] = yamlKeys(sourceOf("a.yaml", text), [text.length - 1]);
  expect([above.length, above[0], above.at(-1)]).toEqual([51, "k9", "k59"]);
});
