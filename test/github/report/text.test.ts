import { marked } from "marked";
import { expect, test } from "vitest";
import { code, inline, plain, shorten } from "../../../src/github/report/text.ts";

test.for([
  { when: "a mention", text: "ask @ada or @acme/seniors", not: /@\w/ },
  { when: "a reference", text: "see #12, acme/api#7 and GH-3", not: /#\d|GH-\d/ },
  { when: "an address", text: "go to https://evil.test/?x or www.evil.test", not: /https?:\/\/|<a |www\./ },
  {
    when: "an address behind a sign",
    text: "_http://evil.test 1https://evil.test _www.evil.test",
    not: /https?:\/\/|www\./,
  },
  { when: "a link", text: "[click](javascript:alert(1))", not: /<a / },
  { when: "an image", text: "![x](https://evil.test/pixel.png)", not: /<img/ },
  { when: "HTML", text: "<script>alert(1)</script><img src=x onerror=y>", not: /<(script|img)/ },
  { when: "HTML in an entity", text: "&lt;b&gt; &#64;ada", not: /<b>|(?<!&amp;)&#64;/ },
  { when: "code that ends early", text: "`a` <b>x</b> `@ada", not: /<b>|@ada/ },
  { when: "a fence", text: "```\n<b>x</b>\n```", not: /<b>|<pre/ },
  { when: "a table's end", text: "a | b\n| --- |\n", not: /<table|<td/ },
  { when: "a heading", text: "# Passed\n## All good", not: /<h\d/ },
  { when: "emphasis", text: "*a* _b_ **c** ~~d~~", not: /<(em|strong|del)/ },
  { when: "a comment that hides", text: "<!-- x --> visible", not: /<!--/ },
  { when: "text that runs backwards", text: "a\u202egnp.exe", not: /\u202e/ },
])("$when from outside stays text", ({ text, not }) => {
  const html = marked.parse(`- ${inline(text)}`, { async: false });
  expect(html).not.toMatch(not);
  expect(html).toMatch(/^<ul>\n<li>/);
});

test("words between backticks are code, in a table's cell too", () => {
  const html = marked.parse(`| a | b |\n| - | - |\n| ${inline("see `x|y <b>` now")} | z |`, { async: false });
  expect(html).toContain("<td>see <code>x|y &lt;b&gt;</code> now</td>");
  expect(html).toContain("<td>z</td>");
});

test.for([
  { when: "short", text: "abc", limit: 3, expected: "abc" },
  { when: "long", text: "abcd", limit: 3, expected: "ab…" },
  { when: "half a character at the cut", text: "a😀b", limit: 3, expected: "a…" },
  { when: "lines", text: "a\r\nb\tc", limit: 9, expected: "a b c" },
])("plain: $when", ({ text, limit, expected }) => {
  expect(plain(text, limit)).toBe(expected);
});

test("code keeps no backtick of its own", () => {
  expect(code("a`b|c")).toBe("`a'b\\|c`");
});

test("what is too long is cut at a line's end, counted in bytes, and says so", () => {
  const long = shorten("ä".repeat(10).concat("\n").repeat(10_000), 65_535);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(65_535);
  expect(long).toMatch(/ä\n\n… cut: there is more than GitHub shows\.\n$/);
  expect(shorten("short", 10)).toBe("short");
});

test("a formula's signs are escaped", () => {
  expect(inline("$x$")).toBe("\\$x\\$");
});
