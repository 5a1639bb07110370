import { expect, test } from "vitest";
import { defaultSettings } from "../../../src/scanner/settings.ts";
import { sourceOf } from "../../../src/scanner/source.ts";
import { hasContestable } from "../../../src/scanner/urls/has-contestable.ts";
import { addressWords, signsIn } from "../../../src/scanner/urls/signs.ts";
import { signsOutside } from "../../../src/scanner/urls/signs-outside.ts";
import { findWords } from "../../../src/scanner/words/find-words.ts";

const placesOf = findWords(addressWords);

test.for<[text: string, ...signs: number[]]>([
  ["http://a.initech.io", 4],
  ["HTTP://a.initech.io", 4],
  ["ws://a.initech.io", 2],
  ["pop3://a.initech.io", 4],
  ["mongodb://a.initech.io", 7],
  ["https://a.initech.io"],
  ["zhttp://a.initech.io"],
  ["Zhttp://a.initech.io"],
  ["Ahttp://a.initech.io"],
  ["ahttp://a.initech.io"],
  ["-http://a.initech.io", 5],
  ["abcdefghijhttp://a.initech.io"],
  ["file://a.initech.io"],
  [" tp://a.initech.io"],
  ["'ht' + 'tp://a.initech.io'", 10],
  ['"w" + "s://a.initech.io"', 8],
  ['"h" + "ps://a.initech.io"'],
  ["\\x74p://a.initech.io", 5],
  ["&#116;p://a.initech.io", 7],
  ["&#116p://a.initech.io", 6],
  ["x74p://a.initech.io"],
  ["\\x74 p://a.initech.io"],
  ["htt\\\np://a.initech.io", 6],
  ["htt\\\r\n  p://a.initech.io", 9],
  ["htt\\\n x p://a.initech.io"],
  ["htt\n  p://a.initech.io"],
  ["\\t p://a.initech.io"],
  ["${scheme}://a.initech.io", 9],
  ["$scheme://a.initech.io", 7],
  ["%s://a.initech.io", 2],
  ["%1$s://a.initech.io", 4],
  ["%x$s://a.initech.io", 4],
  ["f(x)://a.initech.io", 4],
  ["$s x://a.initech.io"],
  ["%d://a.initech.io"],
  ["http:\\/\\/a.initech.io", 4],
  ["http:\\\\a.initech.io", 4],
  ["http:\\u002f/a.initech.io", 4],
  ["http:\\n a/b"],
  ["http:\\"],
  ["http:&#x2f;/a.initech.io", 4],
  ["http://localhost/x"],
  ["http://127.0.0.1:80/x"],
  ["http://localhost.initech.io/x", 4],
  ["http://www.w3.org/1999/xhtml"],
  ["http://", 4],
  ["'http:' + '//a.initech.io'", 5],
  ["'ws:' + '//a.initech.io'", 3],
  ["'help:' + '//a.initech.io'"],
  ["'http' + ':' + '//a.initech.io'", 10],
  ["'http' , x(':' + '//')"],
  ["a(':')"],
  ["'http:' + a, http://b.initech.io", 5, 17],
  ["http\\u003a//a.initech.io", 4],
])("%j: %j", ([text, ...signs]) => {
  expect(signsIn(text, placesOf(text), defaultSettings)).toEqual(signs);
});

test.for<[text: string, answer: boolean]>([
  ["f('http://a.initech.io')", true],
  ["f('http://10.0.0.1')", true],
  ["f('http://localhost')", false],
  ["f('http://' + 'localhost')", false],
  ["f('http://')", true],
  ["f(`${scheme}://localhost`)", true],
  ["f('https://a.initech.io')", false],
])("%j may be contested: %s", ([text, answer]) => {
  expect(hasContestable(sourceOf("a.js", text), placesOf(text))).toBe(answer);
});

test("signs outside of stretches", () => {
  const stretches = [
    { start: 2, end: 5 },
    { start: 7, end: 8 },
  ];
  expect(signsOutside([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], stretches)).toEqual([0, 1, 5, 6, 8, 9]);
  expect(signsOutside([0, 9], stretches)).toEqual([0, 9]);
  expect(signsOutside([3], [])).toEqual([3]);
});
