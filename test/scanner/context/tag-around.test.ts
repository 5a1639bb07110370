import { expect, test } from "vitest";
import { tagAround } from "../../../src/scanner/context/tag-around.ts";
import { classifyHost } from "../../../src/scanner/hosts/classify-host.ts";
import { placeOf } from "../patterns/place-of.ts";

/** The tag around HERE and its attribute, as if it were an address. */
function tagOf(path: string, text: string): string | undefined {
  const { source, part, start, end, string } = placeOf(path, text, /HERE/);
  const index = string === undefined ? -1 : part.tokens.indexOf(string);
  const strings = index === -1 ? undefined : ([index, index] as const);
  const host = classifyHost("here", "", "http");
  const before = text.slice(string?.start ?? part.start, start);
  const about = { scheme: "http", authority: "here", host, before, after: "", spelling: "plain" } as const;
  const tag = tagAround(source, { ...about, start, end, part, strings });
  return tag === undefined ? undefined : `${tag.name} ${tag.attribute}${tag.rest}`;
}

test.for<[path: string, text: string, tag: string | undefined]>([
  ["a.html", '<A HREF="HERE">', 'a href">'],
  ["a.html", "<a href=HERE>", "a href>"],
  ["a.html", "<a b=\"c>d\" e = 'f>g' href='HERE'>", "a href'>"],
  ["a.html", "<a b= \"c>d\" e='>' href='HERE'>", "a href'>"],
  ["a.html", "<a b=\"\" e='' href='HERE'>", "a href'>"],
  ["a.html", "<a b={() => c} href='HERE'>", "a href'>"],
  ["a.html", "<a>HERE", undefined],
  ["a.html", "<a b='c'>HERE", undefined],
  ["a.html", "a HERE", undefined],
  ["a.html", "a='HERE'", undefined],
  ["a.html", "x <1 a='HERE'", undefined],
  ["a.html", '<!DOCTYPE html PUBLIC "a" "HERE">', '!doctype ">'],
  ["a.html", `<a b="${"c".repeat(1400)}" href="HERE">`, 'a href">'],
  ["a.html", `<a b="${"c".repeat(1600)}" href="HERE">`, undefined],
  ["a.html", `<a href="HERE">${"b".repeat(300)}`, `a href">${"b".repeat(198)}`],
  ["a.js", "a = '<a href=\"HERE\">'", "a href\">'"],
  ["a.jsx", 'a = <a href="HERE">', 'a href">'],
  ["a.py", 'a = b <c href="HERE">', undefined],
])("%s: %s: the tag around", ([path, text, tag]) => {
  expect(tagOf(path, text)).toBe(tag);
});
