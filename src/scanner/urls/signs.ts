import { classifyHost } from "../hosts/classify-host.ts";
import type { Places } from "../rules/rule.ts";
import type { Settings } from "../settings.ts";
import { severityOfHost } from "../severities.ts";
import { isScheme } from "./scheme.ts";

/** What every unencrypted address holds, in whatever spelling: a colon before slashes, an escaped colon, a cut string. */
const colons = [":/", ":\\", ":&"];
const cuts = ["'", '"', "`"].flatMap((mark) => [`p:${mark}`, `s:${mark}`, `${mark}:${mark}`]);
const escapes = ["\\u003a", "\\x3a", "\\072", "\\u{3a", "\\u{003a", "&#58", "&#058", "&#x3a", "&#x03a", "&colon;"];
export const addressWords = [...colons, ...cuts, ...escapes];

const isLetter = /[a-z]/i;
/** Letters of the longest scheme, and one more. */
const LONGEST = 8;

/** Where an address may stand that is worth a look: offsets, ascending. Most end here, before the file is divided. */
export function signsIn(text: string, places: Places, settings: Settings): number[] {
  const signs: number[] = [];
  for (const word of colons) {
    for (const at of places.get(word) ?? [])
      if (mayEndScheme(text, at) && !isHarmless(text, at, settings)) signs.push(at);
  }
  for (const word of cuts) {
    for (const at of places.get(word) ?? []) {
      const colon = at + 1;
      if (word.length === 3 && word[0] === word[2] ? !/[\w\])}]/.test(text.charAt(at - 1)) : mayEndScheme(text, colon))
        signs.push(colon);
    }
  }
  for (const word of escapes) for (const at of places.get(word) ?? []) signs.push(at);
  return signs.sort((a, b) => a - b);
}

/** Whether the letters before a colon are a scheme, or can be the end of `http` or `ws`: the others stand elsewhere. */
function mayEndScheme(text: string, colon: number): boolean {
  let start = text.charAt(colon - 1) === "3" ? colon - 1 : colon;
  while (start > 0 && colon - start < LONGEST && isLetter.test(text.charAt(start - 1))) start -= 1;
  const letters = text.slice(start, colon).toLowerCase();
  return "http".endsWith(letters) || "ws".endsWith(letters) || isScheme(letters);
}

const plainHost = /\/\/([a-z0-9.-]{1,120}(?::\d{1,5})?)(\/[^\s"'`<>]{0,60})/iy;

/** Whether an address is written out with a host, whole, that may be spoken to. */
function isHarmless(text: string, colon: number, { severities }: Settings): boolean {
  plainHost.lastIndex = colon + 1;
  const [, authority = "", path = ""] = plainHost.exec(text) ?? [];
  return authority !== "" && severityOfHost(classifyHost(authority, path, "http").kind, severities) === null;
}
