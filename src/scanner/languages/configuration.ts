import { blockComment, escapeRegExp, type Form, lineComment, quoted, raw } from "../lexer/syntax.ts";
import type { Language } from "./language.ts";
import { yamlSections } from "./yaml-sections.ts";

const hashAtStart = lineComment("^[ \\t]*#");
const hashAfterSpace = lineComment("(?<![^\\s])#");
/** Of Go's templates, as the charts of Helm have them. */
export const templateComment = blockComment("\\{\\{-?[ \\t]*/\\*", "\\*/");
const double = quoted('"');
const single = quoted("'");

function text(name: string, syntax: Language["syntax"]): Language {
  return { name, form: "text", syntax };
}

/** A mark that opens a string only where a value starts: not the apostrophe of a word. */
function atValueStart(mark: string): string {
  return `(?<=(?:^|[:\\-?,[{(=]|!\\w{1,30})[ \\t]{0,60})${mark}`;
}

export const yaml: Language = {
  name: "yaml",
  form: "data",
  keys: "yaml",
  divide: yamlSections(() => yaml),
  syntax: [
    hashAfterSpace,
    templateComment,
    quoted('"', { open: atValueStart('"'), multiline: true }),
    raw(atValueStart("'"), "'", { escape: "doubled" }),
  ],
};
export const json: Language = {
  name: "json",
  form: "data",
  keys: "json",
  syntax: [lineComment("//"), blockComment("/\\*", "\\*/"), double, single],
};
export const toml: Language = {
  name: "toml",
  form: "data",
  syntax: [
    lineComment("#"),
    quoted('"""', { multiline: true }),
    raw("'''", "'''"),
    double,
    raw("'", "'", { multiline: false }),
  ],
};
const hclHeredoc: Form = raw(
  "<<-?[A-Za-z_]\\w*",
  (opener) => `\\n[ \\t]*${escapeRegExp(opener.replace(/^<<-?/, ""))}(?=\\r?\\n|$)`,
);
export const hcl: Language = {
  name: "hcl",
  form: "code",
  syntax: [
    lineComment("#|//"),
    blockComment("/\\*", "\\*/"),
    hclHeredoc,
    quoted('"', { multiline: true, interpolation: ["${", "%{"] }),
  ],
};
export const properties = text("properties", [lineComment("^[ \\t]*[#!]")]);
export const ini = text("ini", [lineComment("^[ \\t]*[#;]|(?<=\\s)[#;](?=\\s)")]);
export const dotenv = text("dotenv", [
  hashAfterSpace,
  quoted('"', { open: '(?<==)"', multiline: true }),
  raw("(?<==)'", "'"),
]);
export const makefile = text("makefile", [lineComment("(?<!\\\\)#")]);
export const cmake = text("cmake", [
  blockComment("#\\[\\[", "\\]\\]"),
  lineComment("#"),
  quoted('"', { multiline: true }),
]);
/** nginx, Caddy, HAProxy and others whose comment starts a word. */
export const serverConfiguration = text("server-configuration", [
  hashAfterSpace,
  double,
  { ...single, open: "(?<!\\w)'" },
]);
export const apache = text("apache", [hashAtStart, double]);
/** What pip installs, with comments behind what they are about. */
export const requirements = text("requirements", [hashAfterSpace, double]);
export const batch = text("batch", [lineComment("^[ \\t]*@?(?:[Rr][Ee][Mm]\\b|::)")]);
export const stylesheet = text("stylesheet", [blockComment("/\\*", "\\*/"), double, single]);
/** Sass and Less, which know comments to the end of the line. */
export const extendedStylesheet = text("extended-stylesheet", [
  blockComment("/\\*", "\\*/"),
  lineComment("(?<![:\\w(])//"),
  double,
  single,
]);
export const graphql: Language = {
  name: "graphql",
  form: "code",
  syntax: [lineComment("#"), blockComment('"""', '"""'), double],
};
/** A file of unknown form: a line that starts like a comment is taken for one. */
export const plain = text("plain", [templateComment, lineComment("^[ \\t]*(?:#|//|;|-- |dnl |/\\*|\\*[ \\t/])")]);
export const linkedData: Language = { name: "linked-data", form: "terms", syntax: [] };
