import { expect, test } from "vitest";
import { readYaml } from "../../src/policy/read-yaml.ts";

function messagesOf(text: string): string[] {
  const read = readYaml(text);
  return "problems" in read ? read.problems.map(({ message }) => message) : [];
}

const manyKeys = Array.from({ length: 100_000 }, (_, index) => `k${index}: 1\n`).join("");

test.for([
  { when: "100,000 keys, which nobody waits for", text: manyKeys, message: "expected at most 131072 characters" },
  { when: "1,000 aliases", text: `a: &a 1\nb: [${"*a ,".repeat(1000)}]\n`, message: "at most 100 aliases" },
  { when: "a key twice, one in quotes", text: "a: 1\n'a': 2\n", message: "Map keys must be unique" },
  { when: "a key twice in a flow", text: "{ a: 1, b: { c: 1, c: 2 } }", message: "Map keys must be unique" },
  { when: "U+0000 as it is", text: "a: 1 # \0\n", message: "control character" },
  { when: "U+0000 in an escape", text: 'a: "b\\0"\n', message: "half a character or U+0000" },
  { when: "a lone surrogate", text: 'a: ["\\ud800"]\n', message: "half a character" },
  { when: "a lone surrogate in a key", text: '"\\ud800": 1\n', message: "a key of text" },
])("$when → a problem in words", ({ text, message }) => {
  expect(messagesOf(text)).toEqual([expect.stringContaining(message)]);
});

test("keys of two maps with one name, an emoji, a tab → no problem", () => {
  expect(messagesOf('a: { c: "\\U0001F512" }\nb: { c: "\t" }\n')).toEqual([]);
});
