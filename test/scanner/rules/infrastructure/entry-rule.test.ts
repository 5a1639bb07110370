import { expect, test } from "vitest";
import type { Entry } from "../../../../src/scanner/entries/entry.ts";
import { type Check, entryFinder } from "../../../../src/scanner/rules/infrastructure/entry-rule.ts";
import type { Setting } from "../../../../src/scanner/rules/infrastructure/setting.ts";
import { defaultSettings } from "../../../../src/scanner/settings.ts";
import { type Source, sourceOf } from "../../../../src/scanner/source.ts";
import { findWords } from "../../../../src/scanner/words/find-words.ts";

type Finder = ReturnType<typeof entryFinder>;

const placesIn = (finder: Finder, text: string) => findWords(finder.words)(text);
const run = (finder: Finder, path: string, text: string) => [
  ...finder.find(sourceOf(path, text), defaultSettings, placesIn(finder, text)),
];
const suspects = (finder: Finder, path: string, text: string) =>
  finder.suspects(sourceOf(path, text), placesIn(finder, text));

/** The entries that a check for `tls` is asked about. */
function asked(path: string, text: string, about: Partial<Check> = {}): string[] {
  const entries: string[] = [];
  const find = ({ key, value }: Entry) => {
    entries.push(`${key}=${value ?? ""}`);
    return undefined;
  };
  run(entryFinder([], [{ words: ["tls"], find, why: "x", ...about }], "error"), path, text);
  return entries;
}

test.for<[text: string, entries: string[]]>([
  ["tls: off", ["tls=off"]],
  ["TLS: off", ["TLS=off"]],
  ["a.tls: off", ["a.tls=off"]],
  ["a/tls: off", ["a/tls=off"]],
  ["a1tls: off", []],
  ["mytls: off", []],
  ["atls: off", []],
  ["my-tls: off", []],
  ["my_tls: off", []],
  ["MY_TLS: off", ["MY_TLS=off"]],
  ["tlsx: off", []],
  ["tls_x: off", []],
  ["tls-x: off", []],
  ["tls.x: off", ["tls.x=off"]],
  ["-tls: off", ["-tls=off"]],
  ["x:\n  - --tls=off", ["=--tls=off"]],
  ["x: tls", ["x=tls"]],
  ["x: off\ntls: on", ["tls=on"]],
  ["tls.tls: off", ["tls.tls=off"]],
  ["my-tls/tls: off", ["my-tls/tls=off"]],
  ["# tls\nx: off", []],
  ["tls:\n  a: off", ["tls="]],
])("YAML: %j is asked about → %j", ([text, entries]) => {
  expect(asked("a.yaml", text)).toEqual(entries);
});

test.for<[text: string, entries: string[]]>([
  ['{"tls": "off"}', ["tls=off"]],
  ['{"tls"  : "off"}', ["tls=off"]],
  ['{"a.tls": "off"}', ["a.tls=off"]],
  ['{"mytls": "off"}', []],
  ['{"name": "tls"}', ["name=tls"]],
  ['{"name":"tls"}', ["name=tls"]],
  ['{"name":  "my.path/to_x-y/tls"}', ["name=my.path/to_x-y/tls"]],
  [`{"name": "tls", "b": "${" ".repeat(200)}"}`, ["name=tls"]],
  ['{"a": "no tls here", "b": 1}', []],
  ['{"name": "tls off"}', []],
  ['{"name": "no tls"}', []],
  ['{"name": "say (tls"}', []],
  ['["tls"]', []],
  ['{"a": ["x", "tls"]}', []],
  ['{"a": ["--tls=off"]}', ["=--tls=off"]],
  ['{"a": "{\\"tls\\": 1}"}', ['a={"tls": 1}']],
  ['{"a": "{\\"b\\": \\"tls\\"}"}', ['a={"b": "tls"}']],
  ['{"a": "x tls: y\\"z"}', []],
  [`{"${"a".repeat(80)}": "x", "b": ${" ".repeat(30)}"tls"}`, []],
])("JSON: %j is asked about → %j, where a key can stand", ([text, entries]) => {
  expect(asked("a.json", text)).toEqual(entries);
});

test("words may be parts of names, and languages and values be limited", () => {
  expect(asked("a.yaml", "mytlsx: off", { partial: true })).toEqual(["mytlsx=off"]);
  expect(asked("a.toml", "tls = 'off'", { languages: ["yaml"] })).toEqual([]);
  expect(asked("a.toml", "tls = 'off'", { languages: ["yaml", "toml"] })).toEqual(["tls=off"]);
  expect(asked("a.yaml", "tls: on", { value: /^off$/ })).toEqual([]);
  expect(asked("a.yaml", "tls: off", { value: /^off$/ })).toEqual(["tls=off"]);
  expect(asked("a.yaml", "tls:\n  a: off", { value: /^off$/ })).toEqual([]);
  expect(asked("a.py", "tls = 'off'")).toEqual([]);
});

const off: Setting = { keys: ["tls.enabled"], values: ["off"], why: "x" };

/** How often a file is taken apart to find a setting. */
function readings(text: string, setting: Setting = off): number {
  let count = 0;
  const source = sourceOf("a.json", text);
  const counted: Source = {
    ...source,
    parts: () => {
      count += 1;
      return source.parts();
    },
  };
  const finder = entryFinder([setting], [], "error");
  expect([...finder.find(counted, defaultSettings, placesIn(finder, text))].length).toBeLessThan(2);
  return count;
}

test.for<[text: string, isRead: boolean]>([
  ['{"enabled": "off"}', true],
  ['{"enabled": off}', true],
  ['{"enabled" : "o_f_f"}', true],
  ['{"enabled": "on"}', false],
  ['{"enabled": true}', false],
  ['{"enabled": {"a": "off"}}', false],
  ['{"enabled": ["off"]}', false],
  ['{"a": "it is enabled"}', false],
  ['{"is_enabled": "off"}', false],
])("a file is taken apart only if a value could be a finding: %s → %s", ([text, isRead]) => {
  expect(readings(text) > 0).toBe(isRead);
});

test.for<[text: string, when: Setting["when"], found: string[]]>([
  ["tls:\n  enabled: off", undefined, ["error"]],
  ["tls:\n  enabled: on", undefined, []],
  ["tls:\n  enabled: off", () => true, ["error"]],
  ["tls:\n  enabled: off", () => "notice", ["notice"]],
  ["tls:\n  enabled: off", () => false, []],
  ["tls:\n  enabled: off", () => null, []],
  ["tls:\n  enabled: off", ({ key }) => key === "enabled", ["error"]],
  ["ssl:\n  enabled: off", undefined, []],
])("%j is found as %j %j", ([text, when, found]) => {
  const setting = when === undefined ? off : { ...off, when };
  expect(run(entryFinder([setting], [], "error"), "a.yaml", text).map(({ severity }) => severity)).toEqual(found);
});

test.for<[path: string, text: string, shown: string]>([
  ["a.yaml", "x: 1\ntls:\n  a: 1\n  b: 2", "tls:"],
  ["a.yaml", "tls: off\nb: 2", "tls: off"],
  ["a.json", '{"tls": {"a": 1}}', '"tls": {"a": 1}'],
  ["a.json", '{"tls": {"a": 1},\n"b": 2}', '"tls": {"a": 1}'],
  ["a.json", '{"tls": {"a": 1,\n"b": 2}}', '"tls": {"a": 1,'],
  ["a.json", '{"tls":\n"off"}', '"tls":\n"off"'],
])("%s: of %j is shown %j", ([path, text, shown]) => {
  const finder = entryFinder([], [{ words: ["tls"], find: (entry) => ({ entry }), why: "x" }], "error");
  expect(run(finder, path, text).map(({ start, end }) => text.slice(start, end))).toEqual([shown]);
});

test("a setting may be of some languages alone", () => {
  const finder = entryFinder([{ ...off, languages: ["toml"] }], [], "error");
  expect(run(finder, "a.yaml", "tls.enabled: off")).toEqual([]);
  expect(run(finder, "a.toml", "tls.enabled = 'off'").length).toBe(1);
});

test("lines alone are suspected by key and value, without what else has to be true", () => {
  const setting = entryFinder([{ ...off, when: () => false }], [], "error");
  expect(suspects(setting, "a.yaml", "tls:\n  enabled: off")).toBe(true);
  expect(suspects(setting, "a.yaml", "ssl:\n  enabled: off")).toBe(false);
  expect(suspects(setting, "a.yaml", "tls:\n  enabled: on")).toBe(false);
  const check = entryFinder([], [{ words: ["tls"], value: /^off$/, find: () => undefined, why: "x" }], "error");
  expect(suspects(check, "a.yaml", "tls: off")).toBe(true);
  expect(suspects(check, "a.yaml", "tls: on")).toBe(false);
});
