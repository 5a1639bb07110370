import { blockComment, escapeRegExp, type Form, lineComment, quoted, raw } from "../lexer/syntax.ts";
import type { Language } from "./language.ts";
import { regexLiteral } from "./regex-literal.ts";

const hash = lineComment("#");
const double = quoted('"');
const single = quoted("'");
/** One character, which may be a quote. */
const character: Form = { ...single, open: "(?<!\\w)'(?=\\\\[^\\n]{1,6}'|[^'\\\\\\n]')" };
const dashes = lineComment("--");
const longBracket = (opener: string) => opener.replace(/^-*/, "").replaceAll("[", "\\]");

function code(name: string, syntax: Language["syntax"]): Language {
  return { name, form: "code", syntax };
}

/** What leaves a line of Python incomplete; a key, but no annotation, ends with a colon, too. */
const goesOn =
  /(?:[([{,=+%\\"'|&]|(?:^|[{,\n])[ \t]*["'][^"'\n]{0,80}["'][ \t]*:|\b(?:and|or|not|in|return|if|else))\s*$/;

/** Whether a string is a statement by itself: the first on its line, and the line before is complete. */
function isStatement(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 400), at);
  const lineStart = before.lastIndexOf("\n") + 1;
  const above = before.slice(0, lineStart).replace(/(?:[ \t]*#[^\n"']{0,200}\s{1,40}){1,5}$/, "");
  return before.slice(lineStart).trim() === "" && !goesOn.test(above);
}

function docstring(mark: string): Form {
  return {
    kind: "comment",
    open: `[rRuUbB]?${mark}`,
    close: mark,
    escape: "\\",
    multiline: true,
    allowed: isStatement,
  };
}

/** Whether a string of one line is the first statement of a function or class. */
function isFirstStatement(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 400), at);
  const lineStart = before.lastIndexOf("\n") + 1;
  return (
    before.slice(lineStart).trim() === "" &&
    /^[rRuU]?(["'])(?:[^\\\n]|\\.){0,300}?\1[ \t]*(?:[#;\r\n]|$)/.test(text.slice(at, at + 310)) &&
    /(?:^|\n)[ \t]*(?:(?:async\s+)?def|class)\b[^\n]*:\s*$|\)\s*(?:->[^\n]*)?:\s*$/.test(before.slice(0, lineStart))
  );
}

function shortDocstring(mark: string): Form {
  return { kind: "comment", open: `[rRuU]?${mark}(?!${mark})`, close: mark, escape: "\\", allowed: isFirstStatement };
}

/** A form that the same text opens, whether or not {@link docstring} took it for a comment. */
function orString(mark: string): Form {
  return quoted(mark, { multiline: true });
}

export const python = code("python", [
  hash,
  docstring('"""'),
  docstring("'''"),
  orString('"""'),
  orString("'''"),
  shortDocstring('"'),
  shortDocstring("'"),
  double,
  single,
]);
export const starlark = { ...python, name: "starlark" };
const percentLiteral: Form = {
  kind: "string",
  open: "%[qQwWiIx][({[<|!/]|(?<=[(,=[{|][ \\t]{0,3}|[a-z_] )%[({[<|!]",
  close: (opener) => escapeRegExp({ "(": ")", "{": "}", "[": "]", "<": ">" }[opener.slice(-1)] ?? opener.slice(-1)),
  escape: "\\",
  multiline: true,
};
export const elixir = code("elixir", [
  lineComment("(?<!(?<!\\w)\\?)#"),
  { kind: "comment", open: '@(?:module|type)?doc\\s+(?:~[sS])?"""', close: '"""', multiline: true },
  { ...percentLiteral, open: "~[a-zA-Z]{1,9}[({[<|/]" },
  quoted('"""', { multiline: true, interpolation: ["#{"] }),
  quoted('"', { open: '(?<!(?<!\\w)\\?)"', multiline: true, interpolation: ["#{"] }),
  single,
]);
export const julia = code("julia", [
  blockComment("#=", "=#", true),
  hash,
  character,
  quoted('"""', { multiline: true, interpolation: ["$("] }),
  quoted('"', { multiline: true, interpolation: ["$("] }),
]);
const heredoc = raw(
  "<<(?:[~-](?:\\w+|'\\w+'|\"\\w+\")|[A-Z_]\\w*|'[A-Z_]\\w*'|\"[A-Z_]\\w*\")",
  (opener) => `\\n[ \\t]*${opener.replace(/^<<[~-]?/, "").replaceAll(/['"]/g, "")}(?=\\W|$)`,
);
export const ruby = code("ruby", [
  blockComment("^=begin\\b", "\\n=end\\b[^\\n]*"),
  hash,
  heredoc,
  percentLiteral,
  { kind: "regex", open: "%r[({|!]", close: "[)}|!]", escape: "\\", multiline: true },
  { ...double, open: '(?<![?$])"', multiline: true, interpolation: ["#{"] },
  { ...single, open: "(?<![?$])'", multiline: true },
  quoted("`", { multiline: true, interpolation: ["#{"] }),
  regexLiteral,
]);
/** Strings of Perl with delimiters of one's choice (perldoc.perl.org/perlop#Quote-Like-Operators). */
const quoteLike: Form = {
  ...percentLiteral,
  open: "(?<![$@%&>\\w-])(?:q[qwx]?[({[<|!/#]|(?:m|s|tr|y|qr)[{(|!/](?=[ \\t]*#))",
};
export const perl: Language = {
  name: "perl",
  form: "text",
  syntax: [
    blockComment("^=(?!cut\\b)[a-z]\\w*", "\\n=cut\\b[^\\n]*"),
    quoteLike,
    lineComment("(?<![^\\s;,})])#"),
    double,
    { ...single, open: "(?<!\\w)'" },
  ],
};
export const r = code("r", [
  hash,
  raw("`", "`", { multiline: false }),
  raw('\\b[rR]"-*\\(', (opener) => `\\)${opener.slice(2, -1)}"`),
  orString('"'),
  orString("'"),
]);
export const lua = code("lua", [
  { ...raw("--\\[=*\\[", longBracket), kind: "comment" },
  dashes,
  raw("\\[=*\\[", longBracket),
  double,
  single,
]);
export const sql = code("sql", [
  dashes,
  // MySQL runs what stands in /*! … */ (dev.mysql.com/doc/refman/8.4/en/comments.html).
  blockComment("/\\*(?!!)", "\\*/"),
  raw("`", "`"),
  raw("\\$(?:[A-Za-z_]\\w*)?\\$", escapeRegExp),
  raw("'", "'", { escape: "doubled" }),
  raw('"', '"', { escape: "doubled" }),
]);
export const haskell = code("haskell", [
  blockComment("\\{-", "-\\}", true),
  lineComment("(?<![!#$%&*+./<=>?@^|~:])--(?![!#$%&*+./<=>?@^|~])"),
  double,
  { ...single, open: "(?<![\\w'])'(?=\\\\|[^'\\n]')" },
]);
export const erlang = code("erlang", [
  lineComment("(?<!\\$)%"),
  { ...double, open: '(?<!\\$)"' },
  { ...single, open: "(?<!\\$)'" },
]);
export const lisp = code("lisp", [
  blockComment("#\\|", "\\|#", true),
  lineComment("(?<!\\\\|(?<![^\\s(])\\?);"),
  quoted('"', { open: '(?<!\\\\|(?<![^\\s(])\\?)"', multiline: true }),
]);
export const ocaml = code("ocaml", [
  blockComment("\\(\\*", "\\*\\)", true),
  character,
  raw("\\{[a-z_]*\\|", (opener) => `\\|${opener.slice(1, -1)}\\}`),
  quoted('"', { multiline: true }),
]);
export const pascal = code("pascal", [
  lineComment("//"),
  blockComment("\\{", "\\}"),
  blockComment("\\(\\*", "\\*\\)"),
  raw("'", "'", { escape: "doubled", multiline: false }),
]);
export const visualBasic = code("visual-basic", [
  lineComment("'"),
  raw('"', '"', { escape: "doubled", multiline: false }),
]);
export const powershell: Language = {
  name: "powershell",
  form: "text",
  syntax: [
    blockComment("<#", "#>"),
    lineComment("(?<![^\\s;(){}|])#"),
    raw('@"[ \\t]*\\r?\\n', '\\n"@'),
    raw("@'[ \\t]*\\r?\\n", "\\n'@"),
    quoted('"', { escape: "`", multiline: true, interpolation: ["$("] }),
    raw("'", "'", { escape: "doubled" }),
  ],
};
export const nix = code("nix", [
  hash,
  blockComment("/\\*", "\\*/"),
  raw("''", "''(?!['$\\\\])", { interpolation: ["${"] }),
  quoted('"', { multiline: true, interpolation: ["${"] }),
]);
