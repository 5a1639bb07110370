import { blockComment, escapeRegExp, lineComment, quoted, raw } from "../lexer/syntax.ts";
import type { Language } from "./language.ts";
import { regexLiteral } from "./regex-literal.ts";

const line = lineComment("//");
const block = blockComment("/\\*", "\\*/");
const nestedBlock = blockComment("/\\*", "\\*/", true);
const double = quoted('"');
const single = quoted("'");
const character = { ...quoted("'"), open: "'(?=\\\\|[^'\\n]{1,2}')" };
const tripleDouble = { multiline: true, interpolation: ["${"] } as const;

function code(name: string, syntax: Language["syntax"]): Language {
  return { name, form: "code", syntax };
}

/** In text of JSX an apostrophe follows a letter; a string does so only after a keyword. */
function isNoApostrophe(text: string, at: number): boolean {
  const word = /[A-Za-z]+$/.exec(text.slice(Math.max(0, at - 12), at))?.[0];
  return (
    word === undefined ||
    /^(?:case|return|typeof|in|of|else|from|import|default|delete|void|throw|await|yield|as|extends)$/.test(word)
  );
}

/** In text of JSX, between tags on a line, two slashes are no comment. */
function isNoText(text: string, at: number): boolean {
  if (text.charAt(at) !== "/") return true;
  const before = text.slice(Math.max(0, at - 200), at);
  if (!/[^=\s]>[^<>{}();=\n]*$/.test(before)) return true;
  return !/^[^\n{}]{0,300}<\/\w/.test(text.slice(at, at + 310));
}

export const javascript = code("javascript", [
  { ...lineComment("//|^#!"), close: "(?=[\\u2028\\u2029])", allowed: isNoText },
  { ...block, allowed: isNoText },
  double,
  { ...single, allowed: isNoApostrophe },
  quoted("`", { multiline: true, interpolation: ["${"] }),
  regexLiteral,
]);
export const c = code("c", [
  // A backslash at its end carries the comment on to the next line.
  { ...line, escape: "\\" },
  block,
  raw('R"[^()\\\\\\s"]{0,16}\\(', (opener) => `\\)${escapeRegExp(opener.slice(2, -1))}"`),
  double,
  { ...single, open: "(?<![0-9a-fA-F])'" },
]);
export const java = code("java", [line, block, quoted('"""', { multiline: true }), double, character]);
export const kotlin = code("kotlin", [
  line,
  nestedBlock,
  raw('"""', '"""', { interpolation: ["${"] }),
  quoted('"', { interpolation: ["${"] }),
  character,
]);
export const scala = code("scala", [
  line,
  nestedBlock,
  raw('"""', '"""', { interpolation: ["${"] }),
  raw('\\braw"', '"', { multiline: false, interpolation: ["${"] }),
  { ...quoted('"'), open: '\\b[sf]"', interpolation: ["${"] },
  double,
  character,
]);
export const groovy = code("groovy", [
  line,
  block,
  raw("\\$/", "/\\$", { interpolation: ["${"] }),
  quoted('"""', tripleDouble),
  quoted("'''", { multiline: true }),
  quoted('"', { interpolation: ["${"] }),
  single,
  regexLiteral,
]);
export const csharp = code("csharp", [
  line,
  block,
  raw('\\$*"{3,9}', (opener) => opener.replaceAll("$", "")),
  raw('(?:@\\$?|\\$@)"', '"', { escape: "doubled" }),
  double,
  character,
]);
export const go = code("go", [line, block, double, raw("`", "`"), character]);
export const rust = code("rust", [
  line,
  nestedBlock,
  raw('\\bb?r#{1,9}"', (opener) => `"${opener.replaceAll(/[^#]/g, "")}`),
  raw('\\bb?r"', '"'),
  quoted('"', { multiline: true }),
  character,
]);
export const swift = code("swift", [
  line,
  nestedBlock,
  raw('#{1,9}"(?:"")?', (opener) => opener.replace(/^(#+)("+)$/, "$2$1")),
  quoted('"""', { multiline: true, interpolation: ["\\("] }),
  quoted('"', { interpolation: ["\\("] }),
]);
export const dart = code("dart", [
  line,
  nestedBlock,
  raw("\\br'''", "'''"),
  raw('\\br"""', '"""'),
  raw("\\br'", "'", { multiline: false }),
  raw('\\br"', '"', { multiline: false }),
  quoted("'''", tripleDouble),
  quoted('"""', tripleDouble),
  quoted("'", { interpolation: ["${"] }),
  quoted('"', { interpolation: ["${"] }),
]);
/** Protocol buffers, Thrift, Solidity and others that need no more. */
export const cLike = code("c-like", [line, block, double, single]);
export const bicep = code("bicep", [line, block, raw("'''", "'''"), quoted("'", { interpolation: ["${"] })]);
export const fsharp = code("fsharp", [
  line,
  blockComment("\\(\\*(?!\\))", "\\*\\)", true),
  raw('"""', '"""'),
  raw('@"', '"', { escape: "doubled" }),
  quoted('"', { multiline: true }),
  character,
]);
