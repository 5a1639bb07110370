import { expect, test } from "vitest";
import type { Hit } from "../../../src/scanner/rules/rule.ts";
import { defaultSettings } from "../../../src/scanner/settings.ts";
import { sourceOf } from "../../../src/scanner/source.ts";
import { isChosenAddress } from "../../../src/scanner/urls/chosen-addresses.ts";
import { findAddresses } from "../../../src/scanner/urls/find-addresses.ts";
import { keptSchemes } from "../../../src/scanner/urls/kept-schemes.ts";
import { splitAddresses, splitWords } from "../../../src/scanner/urls/split-addresses.ts";
import { findWords } from "../../../src/scanner/words/find-words.ts";

const placesOf = findWords(splitWords);

function brief(text: string, hits: Iterable<Hit>): string[] {
  return [...hits].map(({ start, end, severity, why }) => `${severity} ${text.slice(start, end)} ${why.split(" ")[0]}`);
}

const rest = `\n${" ".repeat(300)}`;

test.for<[path: string, text: string, ...found: string[]]>([
  ["a.js", `base = 'http://'\nx = base + host${rest}`, "error http:// http://"],
  ["a.js", `base = "ws://"\nx = base + host${rest}`, "error ws:// ws://"],
  ["a.js", "base = 'http:'\nx = base + '//' + host", "error http: http://"],
  ["a.js", "base = 'http:'\nx = base + '//10.0.0.1/x'", "warning http: http://"],
  ["a.js", "base = 'http:'\nx = base + host"],
  ["a.js", "base = 'http:'\nx = `${base}//${host}`", "error http: http://"],
  ["a.js", "base = 'http://'\nx = base + '10.0.0.1'", "warning http:// http://"],
  ["a.js", "base = 'http://'\nx = base + '10.0.0.1/x'", "warning http:// http://"],
  ["a.js", "base = 'http://'\nx = base + 'localhost:8080/x'"],
  ["a.js", "base = 'http://'\nx = base + 'localhost${x}'", "error http:// http://"],
  ["a.js", "base = 'http://'\nx = base + localhost", "error http:// http://"],
  ["a.js", "base = 'http://'\nx = `${base}localhost:8080/x`"],
  ["a.js", "base = 'http://'\nx = `${base}10.0.0.1/x`", "warning http:// http://"],
  ["a.js", "base = 'http://'\nx = `${base}10.0.0.${n}`", "error http:// http://"],
  ["a.js", "base = 'http://'\nx = base + localhost/2", "error http:// http://"],
  ["a.js", "base = 'http://'\nx = base"],
  ["a.js", "base = 'http://'\nx = database + host"],
  ["a.js", "base = 'http://'\nbase = other\nx = base + host"],
  ["a.js", "f('http://')\nx = undefined + host"],
  ["a.json", '{"base": "http://", "x": "${base}api.initech.io"}'],
])("a scheme that is kept: %s: %j", ([path, text, ...found]) => {
  expect(brief(text, keptSchemes(sourceOf(path, text), defaultSettings, placesOf(text)))).toEqual(found);
});

test("twenty kept schemes are looked for in a file", () => {
  const text = Array.from({ length: 25 }, (_, index) => `b${index}_ = 'http://'\nx = b${index}_ + host`).join("\n");
  expect([...keptSchemes(sourceOf("a.js", text), defaultSettings, placesOf(text))]).toHaveLength(20);
});

test.for<[path: string, text: string, ...found: string[]]>([
  ["a.js", "x = ['http:', '', host].join('/')", "error http:', '',  http://"],
  ["a.js", "x = ['ws:', '', '10.0.0.1'].join('/')", "warning ws:', '',  ws://"],
  ["a.js", "x = ['http:', '', 'localhost'].join('/')"],
  ["a.js", "x = ['http:', '', 'a b@localhost'].join('/')"],
  ["a.js", "x = ['http:', '', 'localhost', 'x'].join('/')"],
  ["a.js", "x = ['http:', 'a', host].join('/')"],
  ["a.json", '["http:", "", "api.initech.io"]'],
])("parts of a list: %s: %j", ([path, text, ...found]) => {
  expect(brief(text, splitAddresses(sourceOf(path, text), defaultSettings, placesOf(text)))).toEqual(found);
});

const long = "x".repeat(200);
const [any] = findAddresses(sourceOf("a.js", "f('http://a.initech.io')"), [7]);

test.for<[text: string, answer: boolean]>([
  ["u = tls ? 'https://a.initech.io/x' : 'http://a.initech.io/x'", true],
  ["u = plain ? 'http://a.initech.io/x' : 'https://a.initech.io/x'", true],
  [`u = tls ? 'https://a.initech.io/x' : 'http://a.initech.io/x'\n${long}${long}`, true],
  ["if tls; then\np=https://\nelse\np=http://\nfi", true],
  ["u = 'http://a.initech.io/x' if plain else 'https://a.initech.io/x'", true],
  ["u = 'https://a.initech.io/x' if tls else 'http://a.initech.io/x'", true],
  ["u = { a : 'https://a.initech.io/x' : 'http://a.initech.io/x' }", false],
  ["u = { a : 'https://a.initech.io/x' : 'http://a.initech.io/x' }\nif (x) f()", false],
  [`if (x) { ${"a, ".repeat(60)} }\nu = { a : 'https://a.io/x' : 'http://a.io/x' }`, false],
  ["u = tls ? 'https://b.initech.io/x' : 'http://a.initech.io/x'", false],
  ["if (x) { u = 'http://a.initech.io/x' }", false],
  ["u = tls ? 'https://a.initech.io/x' or 'http://a.initech.io/x'", false],
  [`u = 'http://a.initech.io/${long}'`, false],
])("%j is a choice of the scheme: %s", ([text, answer]) => {
  const start = text.indexOf("http:");
  expect(isChosenAddress(sourceOf("a.py", text), { ...(any ?? expect.fail()), start })).toBe(answer);
});
