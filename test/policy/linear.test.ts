import { expect, test } from "vitest";
import { readCommand } from "../../src/commands/read-command.ts";
import { controls } from "../../src/controls/index.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { workOf } from "../scanner/work.ts";

const head = "version: 1\ncontrols:\n  plain-http: {}\n";
/** What a stranger may write again and again: each stays the same kind of text at twice the length. */
const hostile: Readonly<Record<string, (times: number) => string>> = {
  "keys that nobody knows": (times) => head + Array.from({ length: times }, (_, at) => `key-${at}: 1\n`).join(""),
  "one key again and again": (times) => head + "mode: observe\n".repeat(times),
  "a deep flow list": (times) => "[".repeat(times),
  "an open map": (times) => "{a: ".repeat(times),
  "anchors and aliases": (times) => `a: &a [1]\n${"b: *a\n".repeat(times)}`,
  "a text without an end": (times) => `a: "${"\\u0041 ".repeat(times)}`,
  comments: (times) => "# more\n".repeat(times),
  "documents without an end": (times) => "---\n".repeat(times),
  "checks that differ": (times) =>
    `version: 1\ncontrols:\n  lint:\n    checks:\n${Array.from({ length: times }, (_, at) => `      - lint-${at}\n`).join("")}`,
  "checks that are the same": (times) =>
    `version: 1\ncontrols:\n  lint:\n    checks:\n${"      - lint\n".repeat(times)}`,
  "rules that loosen": (times) =>
    `version: 1\ncontrols: { lint: { checks: [a] } }\nrules:\n${'  - { when: { title: "x*" }, controls: { lint: { enforcement: off } } }\n'.repeat(times)}`,
  "globs of stars": (times) => `version: 1\nbranches:\n${`  - "${"*a".repeat(20)}"\n`.repeat(times)}`,
};

test.for(Object.entries(hostile))("a policy of %s takes work in proportion to its length", ([, text]) => {
  const work = (times: number) => workOf(() => parsePolicy(text(times), { file: "policy.yml", controls }));
  work(10);
  expect(work(800)).toBeLessThan(2.6 * work(400) + 5000);
});

// How deep lists may be is the stack's matter, and up to there each level costs more than the one above it.
test("a policy of lists within lists is given up at some depth", () => {
  const read = parsePolicy("- ".repeat(60_000), { file: "policy.yml", controls });
  expect(read).toMatchObject({ problems: [{ message: "not valid YAML: it is nested too deeply" }] });
});

const comments: Readonly<Record<string, string>> = {
  commands: "/mergewarden recheck\n",
  "fences that nobody closes": "```\n",
  "marks of quotes": "> > ",
  "open comments": "<!-- ",
  "open quotes": '/mergewarden waive HTTP001 "a',
  backslashes: "\\",
  "words of one letter": "a ",
  blanks: " \t",
};

test.for(Object.entries(comments))("a comment of %s takes work in proportion to its length", ([, piece]) => {
  const work = (times: number) => workOf(() => readCommand(`/mergewarden waive ${piece.repeat(times)}`));
  const alone = (times: number) => workOf(() => readCommand(piece.repeat(times)));
  for (const count of [work, alone]) expect(count(2000)).toBeLessThan(2.6 * count(1000) + 1000);
});
