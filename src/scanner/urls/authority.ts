import { HOLE } from "./literal.ts";

/** Ways to write "filled in later" that no lexer of ours has taken out already. Bounded, so that each costs little. */
const placeholder = [
  "\\$\\{\\{[^}]{0,200}\\}\\}",
  "\\{\\{[^{}]{0,200}\\}\\}",
  "\\$\\{[^{}]{0,200}\\}",
  "\\$\\([^()]{0,200}\\)",
  "#\\{[^{}]{0,200}\\}",
  "<%[^%]{0,200}%>",
  "<\\?[^?]{0,200}\\?>",
  "<[A-Za-z][\\w .-]{0,60}>",
  "\\{[^{}\\s]{0,100}\\}",
  "%\\(\\w{1,60}\\)[sdr]",
  "%(?:\\[?\\d{1,2}[\\]$])?[-+]?\\d{0,3}[sdvuqi@](?![0-9A-Fa-f])",
  "%[A-Za-z_]\\w{1,60}%",
  "\\$[A-Za-z_]\\w{0,100}(?:(?:->|::)\\w{1,100}){0,9}",
  "\\$\\d",
  "(?:\\$\\{|\\{\\{|<%|\\$\\(|#\\{)[^/]{0,200}$",
].join("|");
const piece = new RegExp(
  `(${placeholder})|\\[[0-9a-fA-F:.]{2,60}(?:%\\w{1,20})?\\]|[\\w.~%@:!&*+=\\-${HOLE}\\u0080-\\uFFFB]`,
  "y",
);
/** Longest authority that is read; DNS allows 253 characters, the rest is user info. */
const LIMIT = 2000;

export interface Authority {
  /** User info, host and port; what is filled in later is a HOLE. */
  readonly text: string;
  /** Where it ends in the value, exclusive. */
  readonly end: number;
}

/**
 * What stands between `//` and the path. Characters that no host can hold end it, unless an `@` after them shows
 * that they are part of the user info (WHATWG URL: the host follows the last `@` before the path).
 */
export function readAuthority(value: string, from: number, quoted: boolean): Authority {
  const first = readPieces(value, from);
  const beyond = quoted ? /[/\\?#]/ : /[/\\?#\s"'`]/;
  const hidden = value.slice(first.end, first.end + 300).split(beyond, 1)[0] ?? "";
  const sign = hidden.lastIndexOf("@");
  if (sign === -1 || (quoted && /\s\S*\s/.test(hidden.slice(0, sign)))) return first;
  const host = readPieces(value, first.end + sign + 1);
  return { text: `${first.text}@${host.text}`, end: host.end };
}

function readPieces(value: string, from: number): Authority {
  let at = from;
  let text = "";
  while (at - from < LIMIT) {
    piece.lastIndex = at;
    const match = piece.exec(value);
    if (match === null) break;
    text += match[1] === undefined ? match[0] : HOLE;
    at = piece.lastIndex;
  }
  return { text, end: at };
}
