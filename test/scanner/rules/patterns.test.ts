import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { Language } from "../../../src/scanner/languages/language.ts";
import type { Pattern } from "../../../src/scanner/patterns/pattern.ts";

const scanner = new URL("../../../src/scanner/", import.meta.url);

/** What the modules of a folder export, folders in it included. */
async function exportsOf(folder: string): Promise<{ from: string; value: unknown }[]> {
  const files = readdirSync(new URL(folder, scanner), { recursive: true, encoding: "utf8" });
  const found: { from: string; value: unknown }[] = [];
  for (const file of files.filter((name) => name.endsWith(".ts"))) {
    const module: Record<string, unknown> = await import(new URL(`${folder}${file}`, scanner).href);
    found.push(...Object.values(module).map((value) => ({ from: file, value })));
  }
  return found;
}

function isPattern(value: unknown): value is Pattern {
  return typeof value === "object" && value !== null && "words" in value && "match" in value;
}

function isLanguage(value: unknown): value is Language {
  return typeof value === "object" && value !== null && "syntax" in value && "name" in value;
}

/** Letters of a word that follow each other, not always closely, in what a regular expression is written with. */
function spells(pattern: RegExp, word: string): boolean {
  const source = pattern.source.toLowerCase();
  let at = -1;
  return [...word.replaceAll(/[^a-z0-9]/g, "")].every((letter) => {
    at = source.indexOf(letter, at + 1);
    return at !== -1;
  });
}

const languages = new Set(
  (await exportsOf("languages/"))
    .map(({ value }) => value)
    .filter(isLanguage)
    .map(({ name }) => name),
);
/** Blocks in YAML have a language of their own, made from YAML's. */
languages.add("yaml-block");
const patterns = (await exportsOf("rules/")).flatMap(({ from, value }) =>
  Array.isArray(value) ? value.filter(isPattern).map((pattern) => ({ from, pattern })) : [],
);

test("the rules are made of patterns", () => {
  expect(patterns.length).toBeGreaterThan(100);
  expect(languages).toContain("python");
});

test("every language that a pattern names is one", () => {
  const unknown = patterns.flatMap(({ from, pattern }) =>
    (pattern.languages ?? []).filter((name) => !languages.has(name)).map((name) => `${from}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

test("every word of a pattern is lower-case ASCII, and its letters are in what has to match", () => {
  const wrong = patterns.flatMap(({ from, pattern }) =>
    [pattern.words]
      .flat()
      .filter((word) => !/^[!-@[-~ ]+$/.test(word) || !spells(pattern.match, word))
      .map((word) => `${from}: ${word}`),
  );
  expect(wrong).toEqual([]);
});
