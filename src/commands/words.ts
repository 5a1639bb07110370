import type { Misread } from "./command.ts";

/** The next word of a line, and what follows. */
export interface Word {
  text: string;
  /** Whether it stood between double quotes or backticks. */
  isQuoted: boolean;
  /** What stands right behind a closing quote, such as `:12`. */
  suffix: string;
  rest: string;
}

/**
 * Takes a word off a line; an empty one is there at its end. Between double quotes a backslash makes `"` and `\` plain, between
 * backticks all is plain.
 */
export function takeWord(line: string): Word | Misread {
  const text = line.trimStart();
  const quote = text[0];
  if (quote !== '"' && quote !== "`") {
    const [word = ""] = /^\S*/.exec(text) ?? [];
    return { text: word, isQuoted: false, suffix: "", rest: text.slice(word.length) };
  }
  const pattern = quote === '"' ? /^"((?:[^"\\]|\\.)*)"(\S*)/ : /^`([^`]*)`(\S*)/;
  const [whole, content = "", suffix = ""] = pattern.exec(text) ?? [];
  if (whole === undefined) return { problem: "A quote is opened and not closed." };
  const plain = quote === '"' ? content.replaceAll(/\\(["\\])/g, "$1") : content;
  return { text: plain, isQuoted: true, suffix, rest: text.slice(whole.length) };
}
