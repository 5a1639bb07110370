import { expect, test } from "vitest";
import { languageOf } from "../../../src/scanner/languages/language-of.ts";
import { sourceOf } from "../../../src/scanner/source.ts";
import { tokensOf } from "./tokens-of.ts";

test.for<[path: string, text: string, ...tokens: string[]]>([
  ["a.html", "<p><!-- a --></p>", "comment  a "],
  ["a.html", '<p a="b"><!-- c -->', "comment  c "],
  ["a.html", '<p a="<!-- b -->">', ...[]],
  ["a.html", "<p a='<!-- b -->'>", ...[]],
  ["a.html", '<p a="b <!-- c -->">', ...[]],
  ["a.html", '<p a= "<!-- b -->">', ...[]],
  ["a.html", '<p a="b" <!-- c -->', "comment  c "],
  ["a.html", "<p a='b' <!-- c -->", "comment  c "],
  ["a.html", '<p> a="<!-- b -->', "comment  b "],
  ["a.html", "<textarea><!-- a --></textarea>", ...[]],
  ["a.html", "<title><!-- a --></title><!-- b -->", "comment  b "],
  ["a.html", "<title>a</title><p><!-- b -->", "comment  b "],
  ["a.html", "<titles><!-- a -->", "comment  a "],
  ["a.xml", "<a><![CDATA[<!-- b -->]]><!-- c -->", "comment  c "],
  ["a.html", `<p>${"a".repeat(3000)}<!-- b -->`, "comment  b "],
  ["a.xml", `<a><![CDATA[${"b\n".repeat(900)}<!-- c -->`, ...[]],
  ["a.cshtml", "@* a *@", "comment  a "],
  ["a.cshtml", "@* a", ...[]],
  ["a.cshtml", `@*${"a".repeat(1900)}*@`, `comment ${"a".repeat(1900)}`],
  ["a.cshtml", `@*${"a".repeat(2100)}*@`, ...[]],
  ["a.html", "{# a #}", "comment  a "],
  ["a.html", "{# a", ...[]],
  ["a.php", "<?php f(<<<A\nb\nA); 'c'", "string \nb", "string c"],
  ["a.php", "<?php f(<<<'A'\nb\n  A); 'c'", "string \nb", "string c"],
  ["a.php", "<?php f(<<< \"A\"\nb\nAB\nA); 'c'", "string \nb\nAB", "string c"],
])("%s: %j: its comments and strings", ([path, text, ...tokens]) => {
  expect(tokensOf(path, text)).toEqual(tokens);
});

/** Languages and texts of the parts of a file, those without text left out. */
function partsOf(path: string, text: string): string[] {
  return sourceOf(path, text)
    .parts()
    .filter(({ start, end }) => start < end)
    .map(({ language, start, end }) => `${language.name} ${text.slice(start, end)}`);
}

test.for<[tag: string, language: string]>([
  ["<script>", "javascript"],
  ["<script type=module>", "javascript"],
  ["<script type='text/javascript'>", "javascript"],
  ["<script type=application/json>", "json"],
  ['<script type = "application/ld+json">', "json"],
  ["<script type= 'importmap+json'>", "json"],
  ["<script data=json>", "javascript"],
  ["<script type='module' src='a.json'>", "javascript"],
  ["<script type=text/html>", "html"],
  ["<script type = 'text/x-template'>", "html"],
  ['<script type="text/ng-template">', "html"],
  ["<script type= text/template>", "html"],
  ["<script type='a text/html'>", "javascript"],
  ["<style>", "stylesheet"],
  ["<style type=text/html>", "stylesheet"],
])("%s holds %s", ([tag, language]) => {
  expect(partsOf("a.html", `${tag}a`)).toEqual([`html ${tag}`, `${language} a`]);
});

test.for<[path: string, text: string, ...parts: string[]]>([
  ["a.html", "<!-- <style>a", "html <!-- <style>a"],
  ["a.html", "a<!-- b --!><style>c", "html a<!-- b --!><style>", "stylesheet c"],
  ["a.html", "<p a='<!-- '><style>b", "html <p a='<!-- '><style>", "stylesheet b"],
  ["a.astro", "---\na\n---\nb", "javascript ---\na\n---", "html \nb"],
  ["a.astro", "---\r\na\r\n---\r\nb", "javascript ---\r\na\r\n---", "html \r\nb"],
  ["a.astro", "\n\n---\na\n---\nb", "javascript \n\n---\na\n---", "html \nb"],
  ["a.astro", "---\na\n---\n<script>b", "javascript ---\na\n---", "html \n<script>", "javascript b"],
  ["a.astro", "---\n<script>\n---\nb", "javascript ---\n<script>\n---", "html \nb"],
  ["a.astro", "a\n---\nb\n---\nc", "html a\n---\nb\n---\nc"],
  ["a.astro", "a---\nb\n---\nc", "html a---\nb\n---\nc"],
  ["a.astro", "---\na\n---b", "html ---\na\n---b"],
  ["a.astro", "a", "html a"],
  ["a.php", "<?php // a ?>b", "php <?php // a ", "html ?>b"],
  [
    "a.php",
    "<?php a ?><script>b ?></script><?php c",
    "php <?php a ",
    "html ?><script>",
    "javascript b ?>",
    "html </script><?php",
    "php  c",
  ],
])("%s: %j: its parts", ([path, text, ...parts]) => {
  expect(partsOf(path, text)).toEqual(parts);
});

test.for<[path: string, language: string]>([
  ["a.in.d/b", "plain"],
  ["a.js.in.b", "plain"],
  ["a.html.en/b", "plain"],
  ["a.html.en.utf8", "html"],
  ["a.js.d/Makefile", "makefile"],
  ["b/a.js.dist", "javascript"],
  ["nginx.conf.j2", "server-configuration"],
  ["a.unknown.j2", "plain"],
  ["a.unknown.erb", "html"],
])("%s is %s", ([path, language]) => {
  expect(languageOf(path).name).toBe(language);
});
