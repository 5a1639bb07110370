import { judgeHost } from "../hosts/judge-host.ts";
import { escapeRegExp } from "../lexer/syntax.ts";
import type { Hit, Places } from "../rules/rule.ts";
import type { Settings } from "../settings.ts";
import { type Source, stringAt } from "../source.ts";
import { constantOf } from "./constants.ts";
import { HOLE } from "./literal.ts";
import { splitWords } from "./split-addresses.ts";

const scheme = /(["'`])(http|ws):(?:\/\/)?\1/iy;
const assigned = /([A-Za-z_][\w$]*)["'\]]{0,2}(?:\s*:\s*[&'\w<>?[\]. ]{1,40})?\s*(?:\+?=|:=|:)\s*[@$rbuLRBU]{0,2}$/;
/** So many are looked for in a file; each is a pass. */
const MOST = 20;

/** Schemes that a file keeps under a name, `base = "http://"`, and puts before a host elsewhere. */
export function* keptSchemes(source: Source, settings: Settings, places: Places): Generator<Hit> {
  let left = MOST;
  for (const at of splitWords.flatMap((word) => places.get(word) ?? [])) {
    scheme.lastIndex = at;
    const match = scheme.exec(source.text);
    if (match === null || stringAt(source, at)?.part.language.form === "data") continue;
    const [, name] = assigned.exec(source.text.slice(Math.max(0, at - 120), at)) ?? [];
    const value = match[0].slice(1, -1);
    if (name === undefined || constantOf(source, name) !== value) continue;
    left -= 1;
    if (left < 0) return;
    const host = hostAfter(source.text, name, value.endsWith("//"));
    const severity = host === undefined ? null : judgeHost(host, settings);
    if (severity === null) continue;
    const why = `${match[2]}:// to a host known only when the program runs: unencrypted.`;
    yield { start: at + 1, end: at + 1 + value.length, severity, why };
  }
}

/** What the file puts after the name of a scheme: an authority, a HOLE if it is not written out; undefined: nothing. */
function hostAfter(text: string, name: string, hasSlashes: boolean): string | undefined {
  const word = escapeRegExp(name);
  const slashes = hasSlashes ? "" : "//";
  const join = `\\b${word}\\)?\\s*(?:\\+=?|\\.=|<<|\\.(?=\\s*[$"'])|\\.\\.(?=\\s*[\\w"'(])|<>|&(?!&)|~|\\.(?:to_owned|to_string|concat|plus|append)\\b\\(?\\)?\\s*\\+?)\\s*\\(?(["'\`]?)${slashes}`;
  const interpolation = `(?:\\$\\{|#\\{|\\{|\\\\\\(|\\$\\(?)(?:[\\w$]{1,40}\\.)?${word}[})]?${slashes}(?=[^\\s"'\`,;)])`;
  const use = new RegExp(`(?:${join}|${interpolation})([\\w.:[\\]-]{0,80})(["'\`/]?)`).exec(text);
  if (use === null) return undefined;
  const [, quote, host = "", end] = use;
  // A name follows without a quote; a string that is over, or goes on with another sign, is followed by what is filled in.
  return quote !== "" && end !== "" && host + end !== quote ? host : HOLE;
}
