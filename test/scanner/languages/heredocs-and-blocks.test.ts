import { expect, test } from "vitest";
import { sourceOf } from "../../../src/scanner/source.ts";
import { tokensOf } from "./tokens-of.ts";

test.for<[path: string, text: string, ...tokens: string[]]>([
  ["a.tf", 'a = <<B\nb"\nB\n"c"', 'string \nb"', "string c"],
  ["a.tf", 'a = <<-B\nb"\n  B\n"c"', 'string \nb"', "string c"],
  ["a.tf", 'a = <<B\nBC\n B \n  B\r\n"c"', "string \nBC\n B ", "string c"],
  ["a.sh", "a <<- 'B'\nb\n\tB\n'c'", "string \nb", "string c"],
  ["a.sh", "a <<~ \"B\"\nb\n  B\n'c'", "string \nb", "string c"],
])("%s: %j: what stands in a heredoc", ([path, text, ...tokens]) => {
  expect(tokensOf(path, text)).toEqual(tokens);
});

/** The texts of block scalars. */
function blocksOf(text: string): string[] {
  return sourceOf("a.yaml", text)
    .parts()
    .filter(({ language }) => language.name === "yaml-block")
    .map(({ start, end }) => text.slice(start, end));
}

test.for<[text: string, ...blocks: string[]]>([
  ["a: |\n  b", "  b"],
  ["a: |\n  b\n\n   \n  c\nd: e", "  b\n\n   \n  c\n"],
  ["a: |\n  b: |\n    c\nd", "  b: |\n    c\n"],
  ["a: |\n  b\nc: |\n  d\ne", "  b\n", "  d\n"],
  ["a: |\n  b\n  ", "  b\n  "],
  ["\n \na: |\n  b", "  b"],
  ["a: b\nc: >\n  d", "  d"],
  ["a: b\n  c", ...[]],
  [`${"a".repeat(60)}: |\n  b`, "  b"],
  [`# ${"a".repeat(2000)}\na: |\n  b`, "  b"],
  [`a: | # ${"b".repeat(60)}\n  c`, ...[]],
  [`${"a".repeat(995)}: |\n  b`, "  b"],
  [`${"a".repeat(996)}: |\n  b`, ...[]],
])("YAML: %j: its blocks", ([text, ...blocks]) => {
  expect(blocksOf(text)).toEqual(blocks);
});
