import { expect, test } from "vitest";
import { tokensOf } from "./tokens-of.ts";

const page = "<p>a</p>\n".repeat(40);

test.for<[path: string, text: string, ...tokens: string[]]>([
  // In text between tags an apostrophe belongs to a word.
  ["a.jsx", "<p>it's</p> 'a'", "string a"],
  ["a.jsx", "<p>returns'</p>\n'a'", "string a"],
  ["a.jsx", "<p>unreturn'</p>\n'a'", "string a"],
  ["a.jsx", "<p>turnoff's</p>\n'a'", "string a"],
  ["a.jsx", "return'a'", "string a"],
  ["a.jsx", "case'a': b", "string a"],
  ["a.jsx", "return 'a'", "string a"],
  ["a.jsx", "a='b'", "string b"],
  ["a.jsx", "extends'a'", "string a"],
  ["a.js", "#!/usr/bin/env node\n'a'", "comment /usr/bin/env node", "string a"],
  ["a.cpp", 'R"(a)b" c)" "d"', 'string a)b" c', "string d"],
  ["a.cpp", 'R"ab(c)" d)ab" "e"', 'string c)" d', "string e"],
  ["a.cpp", 'R"a.b(c)axb" d)a.b" "e"', 'string c)axb" d', "string e"],
  ["a.cs", '"""a"b""" "c"', 'string a"b', "string c"],
  ["a.cs", '$"""a"b""" "c"', 'string a"b', "string c"],
  ["a.cs", '$$""""a"""b"""" "c"', 'string a"""b', "string c"],
  ["a.cs", '@"a""b\\" "c"', 'string a""b\\', "string c"],
  ["a.rs", 'r#"a"b"# br##"c"#d"## "e"', 'string a"b', 'string c"#d', "string e"],
  ["a.swift", '#"a"b"# "c"', 'string a"b', "string c"],
  ["a.swift", '##"a"#b"## "c"', 'string a"#b', "string c"],
  ["a.swift", '#"""a"#b"""# "c"', 'string a"#b', "string c"],
  ["a.swift", '##"""a\n"""#b"""## "c"', 'string a\n"""#b', "string c"],
])("%s: %j: its comments and strings", ([path, text, ...tokens]) => {
  expect(tokensOf(path, text)).toEqual(tokens);
});

test.for<[text: string, ...comments: string[]]>([
  ["<p>a // b</p>", ...[]],
  ["<p>// b</p>", ...[]],
  ['<p a="b">c // d</p>'],
  [`${page}<p>a // b</p>`, ...[]],
  ["<p>a /* b */</p>", ...[]],
  ["<p>a // b", "comment  b"],
  ["<p>a // b\n</p>", "comment  b"],
  ["<p>a // {b}</p>", "comment  {b}</p>"],
  ["<p>a // b </ p", "comment  b </ p"],
  ["<p>a; // b</p>", "comment  b</p>"],
  ["<p>{a // b</p>\n}", "comment  b</p>"],
  ["<p>\na // b</p>", "comment  b</p>"],
  ["a => b // c</p>", "comment  c</p>"],
  ["a > b // c</p>", "comment  c</p>"],
  ["<p>a</p>; b() // c</p>", "comment  c</p>"],
  [`<p>a // ${"b".repeat(290)}</p>`, ...[]],
  [`<p>a // ${"b".repeat(310)}</p>`, `comment  ${"b".repeat(310)}</p>`],
])("two slashes between tags on a line are text: %j", ([text, ...comments]) => {
  expect(tokensOf("a.jsx", text).filter((token) => token.startsWith("comment"))).toEqual(comments);
});
