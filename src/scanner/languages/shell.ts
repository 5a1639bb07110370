import { escapeRegExp, lineComment, quoted, raw } from "../lexer/syntax.ts";
import type { Language } from "./language.ts";

/** What ends a heredoc: its word alone on a line. */
function heredocEnd(opener: string): string {
  const word = opener.replace(/^<<[-~]?\s*/, "").replaceAll(/['"\\]/g, "");
  return `\\n[ \\t]*${escapeRegExp(word)}(?=\\r?\\n|$)`;
}

export const shell: Language = {
  name: "shell",
  form: "text",
  syntax: [
    lineComment("(?<![^\\s;&|()])#"),
    raw("(?<!<)<<[-~]?[ \\t]*(?:\\\\?[A-Za-z_]\\w*|'[A-Za-z_]\\w*'|\"[A-Za-z_]\\w*\")", heredocEnd),
    quoted("'", { open: "\\$'", multiline: true }),
    raw("(?<!\\\\)'", "'"),
    quoted('"', { open: '(?<!\\\\)"', multiline: true, interpolation: ["$(", "${"] }),
  ],
};
