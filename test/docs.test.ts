import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { controls } from "../src/controls/index.ts";
import { factsSchema } from "../src/domain/facts.ts";

const glossary = readFileSync(join(import.meta.dirname, "../docs/glossary.md"), "utf8");

test("the glossary knows every control and every fact", () => {
  const words = [
    ...controls.map((control) => control.id),
    ...Object.keys(factsSchema.shape).filter((name) => name !== "now"),
  ];
  expect(words.filter((word) => !glossary.includes(`\`${word}\``))).toEqual([]);
});
