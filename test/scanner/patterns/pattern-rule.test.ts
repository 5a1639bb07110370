import { expect, test } from "vitest";
import type { Pattern } from "../../../src/scanner/patterns/pattern.ts";
import { patternRule } from "../../../src/scanner/patterns/pattern-rule.ts";
import { defaultSettings } from "../../../src/scanner/settings.ts";
import { sourceOf } from "../../../src/scanner/source.ts";
import { findWords } from "../../../src/scanner/words/find-words.ts";

type About = Omit<Pattern, "why"> & { why?: Pattern["why"] };

/** A rule of patterns for the word `key`, unless they say otherwise. */
function ruleOf(...patterns: readonly About[]) {
  const made = patterns.map((pattern): Pattern => ({ why: "It is so.", ...pattern }));
  return patternRule({ id: "HTTP030", title: "A rule", remedy: "Do so.", patterns: made });
}

function hitsOf(pattern: About, path: string, text: string) {
  const rule = ruleOf(pattern);
  return [...rule.find(sourceOf(path, text), defaultSettings, findWords(rule.words)(text))];
}

const found = (pattern: About, path: string, text: string) =>
  hitsOf(pattern, path, text).map(({ start, end }) => text.slice(start, end));

const key = { words: "key" };
const dots = (count: number) => ".".repeat(count);

test.for<[about: string, pattern: About, path: string, text: string, ...found: string[]]>([
  ["the match around the word", { ...key, match: /a key b/ }, "a.js", "key a key b key", "a key b"],
  ["every place", { ...key, match: /key=\d/ }, "a.js", "key=1 key=x key=2", "key=1", "key=2"],
  ["words in either case", { ...key, match: /key/i }, "a.js", "KEY", "KEY"],
  ["one of several words", { words: ["one", "two"], match: /one|two/ }, "a.js", "two one", "two", "one"],
  ["a match that holds the word", { ...key, match: /\w+/ }, "a.js", "abc key abc", "key"],
  ["no match before it", { ...key, match: /abc/ }, "a.js", "abc key"],
  ["no match after it", { ...key, match: /abc/ }, "a.js", "key abc"],
  ["no match of a part of it", { ...key, match: /ke/ }, "a.js", "key"],
  ["an empty match before it", { ...key, match: /(?:key)?/ }, "a.js", "..key", "key"],
  ["240 characters before", { ...key, match: /a.*key/ }, "a.js", `a${dots(239)}key`, `a${dots(239)}key`],
  ["no more before", { ...key, match: /a.*key/ }, "a.js", `a${dots(240)}key`],
  ["400 characters after", { ...key, match: /key.*b/ }, "a.js", `key${dots(399)}b`, `key${dots(399)}b`],
  ["no more after", { ...key, match: /key.*b/ }, "a.js", `key${dots(400)}b`],
  ["from the word on", { ...key, match: /key b/y }, "a.js", "a key b", "key b"],
  ["not before it", { ...key, match: /a key/y }, "a.js", "a key b"],
  ["what stands 40 characters behind", { ...key, match: /(?<=a\.{39})key/y }, "a.js", `a${dots(39)}key`, "key"],
  ["no more behind", { ...key, match: /(?<=a\.{40})key/y }, "a.js", `a${dots(40)}key`],
  ["400 characters from the word on", { ...key, match: /key.*b/y }, "a.js", `key${dots(399)}b`, `key${dots(399)}b`],
  ["no more from the word on", { ...key, match: /key.*b/y }, "a.js", `key${dots(400)}b`],
  ["what follows the word", { ...key, next: /=/y, match: /key/ }, "a.js", "key key= key", "key"],
  ["its language", { ...key, languages: ["python"], match: /key/ }, "a.py", "key", "key"],
  ["no other language", { ...key, languages: ["python"], match: /key/ }, "a.js", "key"],
  [
    "a part in its language",
    { ...key, languages: ["javascript"], match: /key/ },
    "a.html",
    "key<script>key</script>",
    "key",
  ],
  ["its files", { ...key, files: /^a\./, match: /key/ }, "b/a.txt", "key", "key"],
  ["no other files", { ...key, files: /^a\./, match: /key/ }, "a.b/c.txt", "key"],
  ["no comments", { ...key, match: /key/ }, "a.js", "// key\nkey /* key */", "key"],
  ["code and strings", { ...key, match: /'?key'?/ }, "a.js", "key 'key'", "key", "'key'"],
  ["code only", { ...key, in: "code", match: /'?key'?/ }, "a.js", "key 'key'", "key"],
  ["strings only", { ...key, in: "string", match: /'?key'?/ }, "a.js", "key 'key'", "'key'"],
  ["what is to be shown", { ...key, match: /a key/, shown: /-\w/ }, "a.js", "-x; a key\n-b -c", "-b"],
  ["the match if it is not there", { ...key, match: /a key/, shown: /-\w/ }, "a.js", "a key", "a key"],
  ["what is shown 400 after", { ...key, match: /key/, shown: /-\w/ }, "a.js", `key${dots(398)}-a`, "-a"],
  ["not what is shown later", { ...key, match: /key/, shown: /-\w/ }, "a.js", `key${dots(399)}-a`, "key"],
  ["what is true", { ...key, match: /\d?key/, when: ({ match }) => match[0] === "1key" }, "a.js", "1key 2key", "1key"],
  ["nothing that weighs nothing", { ...key, match: /key/, when: () => null }, "a.js", "key"],
])("finds %s", ([, pattern, path, text, ...wanted]) => {
  expect(found(pattern, path, text)).toEqual(wanted);
});

test("a finding weighs what its rule does, unless the pattern says another weight", () => {
  const weights = [undefined, () => true, () => "notice" as const].map((when) =>
    hitsOf({ ...key, match: /key/, ...(when && { when }) }, "a.js", "key").map(({ severity }) => severity),
  );
  expect(weights).toEqual([["error"], ["error"], ["notice"]]);
});

test("why something is found may depend on where it is", () => {
  const [fixed, told] = ["It is so.", ({ start, end }: { start: number; end: number }) => `${start} ${end}`].map(
    (why) => hitsOf({ ...key, match: /a key/, why }, "a.js", "b a key")[0]?.why,
  );
  expect([fixed, told]).toEqual(["It is so.", "2 7"]);
});

test("lines are suspected by a match, wherever it stands", () => {
  const rule = ruleOf({ ...key, match: /key b/, in: "code" });
  const isSuspect = (text: string) => rule.suspects?.(sourceOf("a.js", text), findWords(rule.words)(text));
  expect(["key b", "// key b", "key c", "b"].map(isSuspect)).toEqual([true, true, false, false]);
});

test("a rule names the words of its patterns once", () => {
  const rule = ruleOf({ words: ["a", "b"], match: /a/ }, { words: "a", match: /b/ });
  expect([rule.id, rule.words, rule.title, "patterns" in rule]).toEqual(["HTTP030", ["a", "b"], "A rule", false]);
});
