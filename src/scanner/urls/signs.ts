import { classifyHost } from "../hosts/classify-host.ts";
import type { Places } from "../rules/rule.ts";
import type { Settings } from "../settings.ts";
import { severityOfHost } from "../severities.ts";
import { isScheme } from "./scheme.ts";

/** What every unencrypted address holds, in whatever spelling: a colon before slashes, an escaped colon, a cut string. */
const colons = [":/", ":\\", ":&"];
const cuts = ["'", '"', "`"].flatMap((mark) => [`p:${mark}`, `s:${mark}`, `${mark}:${mark}`]);
const escapes = [
  "\\u003a",
  "\\x3a",
  "\\072",
  "\\72",
  "\\x003a",
  "\\u{3a",
  "\\u{0",
  "&#58",
  "&#058",
  "&#x3a",
  "&#x03a",
  "&colon;",
];
export const addressWords = [...colons, ...cuts, ...escapes];

/** Where an address may stand that is worth a look: offsets, ascending. Most end here, before the file is divided. */
export function signsIn(text: string, places: Places, settings: Settings): number[] {
  const signs: number[] = [];
  for (const word of colons) {
    for (const at of places.get(word) ?? [])
      if (mayEndScheme(text, at) && !isHarmless(text, at, settings)) signs.push(at);
  }
  for (const word of cuts) {
    for (const at of places.get(word) ?? []) {
      if (word.startsWith(word.slice(-1)) ? followsCut(text, at) : mayEndScheme(text, at + 1)) signs.push(at + 1);
    }
  }
  for (const word of escapes) for (const at of places.get(word) ?? []) signs.push(at);
  return signs.sort((a, b) => a - b);
}

/** Whether a string that holds nothing but a colon goes on with one that may hold a scheme. */
function followsCut(text: string, at: number): boolean {
  return /[ps]["'`][\s+.,&~<>]{0,20}$/i.test(text.slice(Math.max(0, at - 22), at));
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Whether the letters before a colon are a scheme, or can be the end of `http` or `ws`: the others stand elsewhere. */
function mayEndScheme(text: string, colon: number): boolean {
  if (text.charAt(colon + 1) === "\\" && !/[/\\ux05\r\n]/.test(text.charAt(colon + 2))) return false;
  let start = text.charAt(colon - 1) === "3" ? colon - 1 : colon;
  while (isLetter(text.charCodeAt(start - 1))) start -= 1;
  const letters = text.slice(start, colon).toLowerCase();
  if (isScheme(letters) || isFilledIn(text, colon)) return true;
  return ("http".endsWith(letters) || "ws".endsWith(letters)) && isCutBefore(text, start);
}

/** Whether the letters before a place may be written in another way: in another string, or escaped. */
function isCutBefore(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  const start = text.slice(Math.max(0, at - 20), at);
  return /["'`}\\;]/.test(before) || /[\\&][^\s\\&]{0,18}\d$|\\\r?\n[ \t]*$/.test(start);
}

/** Whether what ends before a colon is filled in when the program runs. */
export function isFilledIn(text: string, colon: number): boolean {
  return /(?:\$\w{1,24}|[)}]|%(?:\d\$)?[sv@])$/.test(text.slice(Math.max(0, colon - 25), colon));
}

const plainHost = /\/\/([a-z0-9.-]{1,120}(?::\d{1,5})?)(\/[^\s"'`<>]{0,60})/iy;

/** Whether an address is written out with a host, whole, that may be spoken to. */
function isHarmless(text: string, colon: number, { severities }: Settings): boolean {
  plainHost.lastIndex = colon + 1;
  const match = plainHost.exec(text);
  if (match === null) return false;
  const { kind } = classifyHost(match[1] ?? "", match[2] ?? "", "http");
  return severityOfHost(kind, severities) === null;
}
