import type { Source } from "../source.ts";
import { constantOf } from "./constants.ts";

/** A name within the signs of interpolation, or what is joined by an operator, at the end of the text before. */
const interpolated =
  /(?:\$\{|#\{|\\\(|\{\{?|\$\(|<%=)\s*(?:[\w$]{1,60}(?:\.|::|->)){0,5}\$?([A-Za-z_][\w$]{0,60})\s*(?:\}\}?|\)|%>)$|\$([A-Za-z_]\w{0,60})$|(["'`])(\w{1,20})\3\s*\}$/;
const joinedBefore =
  /(?:(?:[\w$]{1,60}(?:\.|::|->)){0,5}\$?\b([A-Za-z_]\w{0,60})|(["'])(\w{1,20})\2)\s*(?:\+\+?|\.{1,2}|<>|&|~|\|\|)\s*[@$frbuFRBUL]{0,2}["'`]$/;
const placeholder = /(?:%(?:\d\$)?[sv@d]|\{[01]?\})$/;
/** The same on the other side. */
const interpolatedAfter =
  /^(?:\$\{|#\{|\\\(|\{\{?|\$\(|<%=)\s*(?:[\w$]{1,60}(?:\.|::|->)){0,5}\$?([A-Za-z_][\w$]{0,60})\s*(?:\}\}?|\)|%>)|^\$([A-Za-z_]\w{0,60})\b/;
const joinedAfter =
  /^["'`]?\s*(?:\+\+?|\.{1,2}|<>|&|~|\|\|)\s*(?:[\w$]{1,60}(?:\.|::|->)){0,5}\$?\b([A-Za-z_]\w{0,60})/;
const placeholderAfter = /^(?:%(?:\d\$)?[sv@]|\{\d?\})/;
const firstArgument =
  /^\s*\)?\s*(?:%\s*\(?|\.\s*format(?:ted)?\s*\(|,|-f\b)\s*(?:(?:[\w$]{1,60}(?:\.|::|->)){0,5}&?\$?([A-Za-z_]\w{0,60})\b(?!\s*[([.])|(["'`])([\w.:-]{1,60})\2)/;

/** What is filled in right before an offset of a string that ends at `end`, if the file tells. */
export function filledInBefore(source: Source, at: number, end: number): string | undefined {
  const before = source.text.slice(Math.max(0, at - 160), at);
  const match = interpolated.exec(before);
  if (match !== null) return match[4] ?? valueNamed(source, match[1] ?? match[2]);
  const joined = joinedBefore.exec(before);
  if (joined !== null) return joined[3] ?? valueNamed(source, joined[1]);
  const macro = /\b([A-Z][A-Z0-9_]+)\s+"$/.exec(before);
  if (macro !== null) return valueNamed(source, macro[1]);
  return placeholder.test(before) ? argument(source, end) : undefined;
}

/** What is filled in right after an offset of a string that ends at `end`, if the file tells. */
export function filledInAfter(source: Source, at: number, end: number): string | undefined {
  const after = source.text.slice(at, at + 160);
  const match = interpolatedAfter.exec(after) ?? joinedAfter.exec(after);
  if (match !== null) return valueNamed(source, match[1] ?? match[2]);
  return placeholderAfter.test(after) ? argument(source, end) : undefined;
}

/** The first value given to a format. */
function argument(source: Source, end: number): string | undefined {
  const match = firstArgument.exec(source.text.slice(end, end + 160));
  return match === null ? undefined : (match[3] ?? valueNamed(source, match[1]));
}

function valueNamed(source: Source, name: string | undefined): string | undefined {
  return name === undefined ? undefined : constantOf(source, name);
}
