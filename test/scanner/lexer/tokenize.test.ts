import { expect, test } from "vitest";
import {
  blockComment,
  escapeRegExp,
  lineComment,
  quoted,
  raw,
  type Syntax,
} from "../../../src/scanner/lexer/syntax.ts";
import { tokenize, tokenizePart } from "../../../src/scanner/lexer/tokenize.ts";

const syntax: Syntax = [
  lineComment("//"),
  blockComment("/\\*", "\\*/"),
  blockComment("\\(\\*", "\\*\\)", true),
  raw("<<\\w+\\n", (opener) => `^${opener.slice(2, -1)}$`),
  quoted('"""', { multiline: true }),
  quoted('"'),
  quoted("'", { escape: "doubled" }),
  quoted("%", { escape: "`" }),
  quoted("`", { multiline: true, interpolation: ["${", "#("] }),
  { kind: "regex", open: "/", close: "/", escape: "\\", skip: "\\[[^\\]\\n]*\\]", allowed: (_, at) => at > 0 },
  { kind: "string", open: "/{2,3}@", close: "@" },
  { kind: "markup", open: "<\\w+>", close: (opener) => `</${opener.slice(1)}`, multiline: true, nested: true },
];

/** Tokens in short: what stands within the delimiters; `<` and `>` where one is empty; holes after it. */
function tokensOf(text: string): string[] {
  return tokenize(text, syntax).map(({ kind, start, end, opened, closed, holes }) =>
    [`${kind} ${text.slice(start + opened, end - closed)}`, ...holes.map(([from, to]) => text.slice(from, to))].join(
      "|",
    ),
  );
}

test.for<[text: string, ...tokens: string[]]>([
  ["", ...[]],
  ["a b", ...[]],
  ["a // b\nc // d", "comment  b", "comment  d"],
  ["// a\r\nb", "comment  a\r"],
  ["// a\rb", "comment  a"],
  ["// a \\\nb", "comment  a \\"],
  ["/* a\n// b */ c", "comment  a\n// b "],
  ["/* a /* b */ c", "comment  a /* b "],
  ["(* a (* b *) c *) d", "comment  a (* b *) c "],
  ["(* a (* b *) c", "comment  a (* b *) c"],
  ["/* a", "comment  a"],
  ['"a" b "c"', "string a", "string c"],
  ['"a // b"', "string a // b"],
  ['"a\nb"', "string a", "string "],
  ['"a \\" b" c', 'string a \\" b'],
  ['"a \\\\" b', "string a \\\\"],
  ['"a \\\nb" c', "string a \\\nb"],
  ['"a \\\r\nb" c', "string a \\\r\nb"],
  ['"""a "b" \n c""" d', 'string a "b" \n c'],
  ["'a '' b' c", "string a '' b"],
  ["'a \\' b", "string a \\"],
  ["%a `% b% c", "string a `% b"],
  ["`a ${b} c` d", "string a ${b} c|${b}"],
  ["`a ${b ? {c} : d} e` f", "string a ${b ? {c} : d} e|${b ? {c} : d}"],
  ["`a ${f(b)} #(c) d`", "string a ${f(b)} #(c) d|${f(b)}|#(c)"],
  ["`a #(f(b)} ) c`", "string a #(f(b)} ) c|#(f(b)} )"],
  ["`a ${b /* } */} c`", "string a ${b /* } */} c|${b /* } */}", "comment  } "],
  ['`a ${"}"} c`', 'string a ${"}"} c|${"}"}', "string }"],
  ["`a ${`b ${c} d`} e`", "string a ${`b ${c} d`} e|${`b ${c} d`}", "string b ${c} d|${c}"],
  ["`a ${b", "string a ${b|${b"],
  ["`a $ {b}` { c }", "string a $ {b}"],
  ["} ) `a`", "string a"],
  ["<<END\na\n END\nEND\nb", "string a\n END\n"],
  ["<<A\na\nA\n<<B\nA\nB\n", "string a\n", "string A\n"],
  ["a /b\\/c/ d", "regex b\\/c"],
  ["a /[/]b/ c", "regex [/]b"],
  ["a /[b/ c", "regex [b"],
  ["/a/ b/c", "regex  b"],
  ["a ///@ b @ c", "comment /@ b @ c"],
  ["<a><a>b</a></a> a", "markup <a>b</a>"],
  ["<a>b</b>", "markup b</b>"],
])("%j → its tokens", ([text, ...tokens]) => {
  expect(tokensOf(text)).toEqual(tokens);
});

test("a token says how long its delimiters are and in which string its code stands", () => {
  const [outer, inner, comment] = tokenize("`a ${'b'} c` // d", syntax);
  expect(outer).toMatchObject({ start: 0, end: 12, opened: 1, closed: 1, within: undefined, holes: [[3, 9]] });
  expect(inner).toMatchObject({ start: 5, end: 8, within: outer, form: syntax[6] });
  expect(comment).toMatchObject({ start: 13, end: 17, opened: 2, closed: 0, within: undefined });
});

test("the first form wins that really opens", () => {
  expect(tokenize('"""a"', syntax)[0]?.form).toBe(syntax[4]);
  expect(tokenize('""', syntax)[0]?.form).toBe(syntax[5]);
  const either: Syntax = [{ kind: "comment", open: "#", allowed: () => false }, quoted("#")];
  expect(tokenize("#a#", either).map(({ kind }) => kind)).toEqual(["string"]);
  expect(tokenize("# a", either.slice(0, 1))).toEqual([]);
});

test("nothing is found without forms", () => {
  expect(tokenize("a 'b' {c}", [])).toEqual([]);
});

test("tokens of a part by offsets of the whole, as if it stood alone", () => {
  const text = "'a 'b `c ${d}` 'e'";
  const [first, second] = tokenizePart(text, syntax, 6, 15);
  expect(first).toMatchObject({ start: 6, end: 14, holes: [[9, 13]] });
  expect(second).toBeUndefined();
  expect(tokenizePart(text, syntax, 0, 3)).toEqual(tokenize("'a ", syntax));
});

test.for(["a.b", "a[b]", "(a)", "a{1}", "a|b", "^a$", "a*b+c?", "a\\b", "a/b"])("%s matches itself alone", (text) => {
  expect(new RegExp(`^${escapeRegExp(text)}$`).test(text)).toBe(true);
  expect(escapeRegExp(text)).toBe(text.replaceAll(/\W/g, "\\$&"));
});

test("forms that a backslash does not escape say so", () => {
  expect([raw("<", ">").escape, quoted("a").escape, quoted("a", { escape: "`" }).escape]).toEqual([
    undefined,
    "\\",
    "`",
  ]);
  expect(blockComment("<", ">")).toEqual({ kind: "comment", open: "<", close: ">", nested: false, multiline: true });
});
