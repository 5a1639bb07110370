import { expect, test } from "vitest";
import { isKnownPath, languageOf } from "../../../src/scanner/languages/language-of.ts";
import { sourceOf } from "../../../src/scanner/source.ts";

test.for([
  ["a.js", "javascript"],
  ["b/a.py", "python"],
  ["a.js/b", "plain"],
  ["a.py.in", "python"],
  ["a.sh.tmpl", "shell"],
  ["a.js.orig", "javascript"],
  ["index.html.en", "html"],
  ["index.xhtml.pt-br", "html"],
  ["index.htm.de.utf8", "html"],
  ["a.html.e1", "plain"],
  ["a.txt.en", "plain"],
  ["nginx/a.conf", "server-configuration"],
  ["a/NGINX/b.conf", "server-configuration"],
  ["a/nginx.d/b.conf", "ini"],
  ["nginx/a.txt", "plain"],
  ["x.conf", "ini"],
  ["Dockerfile", "shell"],
  ["Dockerfile.in", "shell"],
  ["a.unknown", "plain"],
  [".conf", "ini"],
  ["a.yml.dist", "yaml"],
  ["a.json.example", "json"],
] as const)("%s is %s", ([path, name]) => {
  expect(languageOf(path).name).toBe(name);
});

test("a path is known if its name tells a language", () => {
  expect([isKnownPath("a.js"), isKnownPath("a.unknown"), isKnownPath("a.js.in")]).toEqual([true, false, true]);
});

/** Parts of a text with the tokens in each, delimiters left out. */
function partsOf(path: string, text: string): string[] {
  return sourceOf(path, text)
    .parts()
    .map(({ language, start, end, tokens }) =>
      [
        `${language.name}: ${text.slice(start, end)}`,
        ...tokens.map((token) => `${token.kind} ${text.slice(token.start + token.opened, token.end - token.closed)}`),
      ].join("|"),
    );
}

test.for<[path: string, text: string, ...parts: string[]]>([
  ["a.yaml", "a: |\n  b\n  c\nd: e\n", "yaml: a: |\n", "yaml-block:   b\n  c\n", "yaml: d: e\n"],
  [
    "a.yaml",
    "a:\n  b: >-\n    c\n\n   d\n  e: f",
    "yaml: a:\n  b: >-\n",
    "yaml-block:     c\n\n   d\n",
    "yaml:   e: f",
  ],
  ["a.yaml", "- |+2 # x\n  a\nb", "yaml: - |+2 # x\n|comment  x", "yaml-block:   a\n", "yaml: b"],
  ["a.yaml", "a: |\n", "yaml: a: |\n"],
  ["a.yaml", "a: b|\n  c\n", "yaml: a: b|\n  c\n"],
  ["a.yaml", "a: |\n  b\n\n\nc: >\n  d", "yaml: a: |\n", "yaml-block:   b\n\n\n", "yaml: c: >\n", "yaml-block:   d"],
  ["a.yaml", "a: |\r\n  b\r\n\r\nc: d\r\n", "yaml: a: |\r\n", "yaml-block:   b\r\n\r\n", "yaml: c: d\r\n"],
  [
    "a.html",
    "a<script>b</script>c<style>d</style>e",
    "html: a<script>",
    "javascript: b",
    "html: </script>c<style>",
    "stylesheet: d",
    "html: </style>e",
  ],
  [
    "a.html",
    '<script type="application/json">a</script>',
    'html: <script type="application/json">',
    "json: a",
    "html: </script>",
  ],
  [
    "a.html",
    "<script type=text/x-template>a</script>",
    "html: <script type=text/x-template>",
    "html: a",
    "html: </script>",
  ],
  ["a.html", "<script type='module'>a</script>", "html: <script type='module'>", "javascript: a", "html: </script>"],
  ["a.html", "<SCRIPT>a</SCRIPT>b", "html: <SCRIPT>", "javascript: a", "html: </SCRIPT>b"],
  ["a.html", "<script>a", "html: <script>", "javascript: a", "html: "],
  ["a.html", "<!-- <script>a</script> -->b", "html: <!-- <script>a</script> -->b|comment  <script>a</script> "],
  ["a.html", "<!--><script>a</script>", "html: <!--><script>", "javascript: a", "html: </script>"],
  ["a.html", "<!---><script>a</script>", "html: <!---><script>", "javascript: a", "html: </script>"],
  ["a.astro", "---\na\n---\nb", "javascript: ---\na\n---", "html: \nb"],
  ["a.php", "a<?php b ?>c<?= d ?>e", "html: a", "php: <?php b ", "html: ?>c<?=", "php:  d ", "html: ?>e"],
  ["a.php", "<?php a", "php: <?php a"],
  ["a.php", "a", "html: a"],
  ["a.php", "a<?xml b?>c", "html: a<?xml b?>c"],
  [
    "a.sh",
    "cat <<EOF\na\n  EOF\nb <<-'X'\nc\n\tX\nd <<\\E\ne\nE\nf",
    "shell: cat <<EOF\na\n  EOF\nb <<-'X'\nc\n\tX\nd <<\\E\ne\nE\nf|string \na|string \nc|string \ne",
  ],
  ["a.sh", "a <<B\nc\nBB\nB\r\nd", "shell: a <<B\nc\nBB\nB\r\nd|string \nc\nBB"],
  ["a.rb", "a <<~B\n c\n B\nd", "ruby: a <<~B\n c\n B\nd|string \n c"],
  ["a.rs", 'r#"a"b"# c r##"d"#e"## "f"', 'rust: r#"a"b"# c r##"d"#e"## "f"|string a"b|string d"#e|string f'],
  ["a.swift", '#"a"b"# ##"c"#d"## "e"', 'swift: #"a"b"# ##"c"#d"## "e"|string a"b|string c"#d|string e'],
  ["a.js", "a = /b'/; c = 1 / d / 'e'", "javascript: a = /b'/; c = 1 / d / 'e'|regex b'|string e"],
  ["a.js", "if (a) /b'/.c(); (a) / 'b'", "javascript: if (a) /b'/.c(); (a) / 'b'|regex b'|string b"],
  ["a.js", "}\n/a'/.b; } / 'c'", "javascript: }\n/a'/.b; } / 'c'|regex a'|string c"],
  ["a.js", "a++ / 'b'; return /c'/", "javascript: a++ / 'b'; return /c'/|string b|regex c'"],
  ["a.jsx", "<a>it's {b} <c>d's</c></a>; 'e'", "javascript: <a>it's {b} <c>d's</c></a>; 'e'|string e"],
  [
    "a.py",
    "def f():\n  'a'\n  'b'\n  x = 'c'\n",
    "python: def f():\n  'a'\n  'b'\n  x = 'c'\n|comment a|string b|string c",
  ],
  [
    "a.py",
    "class A:\n  # b\n  '''c\n  d'''\n  e",
    "python: class A:\n  # b\n  '''c\n  d'''\n  e|comment  b|comment c\n  d",
  ],
  ["a.py", "'''a'''\n'b'\nf('''c''')", "python: '''a'''\n'b'\nf('''c''')|comment a|string b|string c"],
])("%s: %j: its parts and their tokens", ([path, text, ...parts]) => {
  expect(partsOf(path, text)).toEqual(parts);
});

test("a line of a thousand characters opens no block of YAML", () => {
  expect(partsOf("a.yaml", `a: ${"b".repeat(1000)} |\n  c\n`)).toHaveLength(1);
});
