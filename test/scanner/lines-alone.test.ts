import { expect, test } from "vitest";
import { languageOf } from "../../src/scanner/languages/language-of.ts";
import { tokenize } from "../../src/scanner/lexer/tokenize.ts";
import { syntaxOfLinesAlone, withoutCommentRest } from "../../src/scanner/lines-alone.ts";

const blanked = (text: string) => text.replaceAll(/[^\n]/g, " ");

test.for<[path: string, rest: string, code: string]>([
  ["a.js", "a 'b'\nc */", " f(d)"],
  ["a.js", "a */", " f(d) /* e */ g"],
  ["a.js", " * a b", "\nf(c)"],
  ["a.js", " *", "\nf(c)"],
  ["a.js", "\t  * see a", "\n"],
  ["a.html", "a\nb -->", "<p>c</p>"],
  ["a.html", "a -->", "<p>b <!-- c --></p>"],
])("%s: of %j and %j only the code stays", ([path, rest, code]) => {
  expect(withoutCommentRest(`${rest}${code}`, languageOf(path))).toBe(`${blanked(rest)}${code}`);
});

test.for([
  ["a.js", "f(a) /* b */ + c"],
  ["a.js", "f(a)\n/* b */"],
  ["a.js", "x /* a\nb"],
  ["a.js", " * 'a b'"],
  ["a.js", " *a"],
  ["a.js", "2 * a"],
  ["a.js", "a\n* b * `c`"],
  ["a.js", "a --> b"],
  ["a.html", "<p>a <!-- b --></p>"],
  ["a.html", "* a */ b"],
  ["a.py", "a */ b --> c"],
  ["a.py", " * a"],
] as const)("%s: %j stays as it is", ([path, text]) => {
  expect(withoutCommentRest(text, languageOf(path))).toBe(text);
});

test.for<[path: string, text: string, kinds: string[]]>([
  ["a.js", "http://a.io", []],
  ["a.js", "x // a", ["comment"]],
  ["a.js", "x: // a", ["comment"]],
  ["a.js", "x /* a */ 'b'", ["comment", "string"]],
  ["a.py", "http: # a", ["comment"]],
])("%s: the tokens of %j alone", ([path, text, kinds]) => {
  const language = languageOf(path);
  const read = () => tokenize(text, syntaxOfLinesAlone(language)).map(({ kind }) => kind);
  expect([read(), read()]).toEqual([kinds, kinds]);
});

test("a whole file is read otherwise", () => {
  expect(tokenize("http://a.io", languageOf("a.js").syntax).map(({ kind }) => kind)).toEqual(["comment"]);
});
