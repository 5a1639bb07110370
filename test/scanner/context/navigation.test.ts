import { expect, test } from "vitest";
import { isNavigation } from "../../../src/scanner/context/navigation.ts";

/** Whether an address in an attribute is a link to follow; `rest` is what follows it. */
function isLink(text: string, attribute: string, rest = '">'): boolean {
  const name = /^<([\w:-]+)/.exec(text)?.[1]?.toLowerCase() ?? "";
  return isNavigation({ code: "", following: "", name: "", frames: [], tag: { name, attribute, text, rest } });
}

test.for<[text: string, attribute: string, rest: string, link: boolean]>([
  ['<a href="', "href", '">', true],
  ['<area href="', "href", '">', true],
  ['<nuxt-link to="', "to", '">', true],
  ['<router-link :to="', ":to", '">', true],
  ['<a v-bind:href="', "v-bind:href", '">', true],
  ['<a xlink:href="', "xlink:href", '">', true],
  ['<Link to="', "to", '">', true],
  ['<NavLink to="', "to", '">', true],
  ['<NavLinks to="', "to", '">', false],
  ['<img alt="<Link" href="', "href", '">', false],
  ['<a data-href="', "data-href", '">', false],
  ['<a hreflang="', "hreflang", '">', false],
  ['<a ping="', "ping", '">', false],
  ['<img href="', "href", '">', false],
  ['<ulink url="', "url", '">', true],
  ['<link xlink:href="', "xlink:href", '">', true],
  ['<script xlink:href="', "xlink:href", '">', false],
  ['<link rel="canonical" href="', "href", '">', true],
  ['<link href="', "href", '" rel="canonical">', true],
  ['<link href="', "href", '"><link rel="canonical">', false],
  ['<link rel="stylesheet" href="', "href", '">', false],
  ['<link rel="alternate stylesheet" href="', "href", '">', false],
  ['<link href="', "href", '">', false],
  ['<script rel="canonical" src="', "src", '">', false],
  ['<blockquote cite="', "cite", '">', true],
  ['<q cite="', "cite", '">', true],
  ['<form action="', "action", '">', false],
])("%s in %s, then %s: a link to follow → %s", ([text, attribute, rest, link]) => {
  expect(isLink(text, attribute, rest)).toBe(link);
});

test("outside of tags nothing is a link", () => {
  expect(isNavigation({ code: "", following: "", name: "", frames: [], tag: undefined })).toBe(false);
});
