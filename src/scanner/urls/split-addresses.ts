import { judgeHost } from "../hosts/judge-host.ts";
import type { Hit, Places } from "../rules/rule.ts";
import type { Settings } from "../settings.ts";
import { type Source, stringAt } from "../source.ts";
import { readAuthority } from "./authority.ts";
import { HOLE } from "./literal.ts";

/** The start of a scheme that a string holds alone. */
export const splitWords = ["'", '"', "`"].flatMap((mark) => [`${mark}http:`, `${mark}ws:`]);
const schemes = /(["'`])(http|ws):\1\s{0,80},\s{0,80}(["'`])\3\s{0,80},\s{0,80}/iy;

/** Addresses that a list holds in parts, such as `["http:", "", host]`, for slashes to join. */
export function* splitAddresses(source: Source, settings: Settings, places: Places): Generator<Hit> {
  for (const at of splitWords.flatMap((word) => places.get(word) ?? [])) {
    schemes.lastIndex = at;
    const match = schemes.exec(source.text);
    if (match === null) continue;
    if (stringAt(source, match.index)?.part.language.form !== "code") continue;
    const end = match.index + match[0].length;
    const severity = judgeHost(elementAt(source, end), settings);
    if (severity === null) continue;
    yield { start: match.index + 1, end, severity, why: `${match[2]}:// put together from a list: unencrypted.` };
  }
}

/** The authority that an element of a list holds; a HOLE if it is no string. */
function elementAt(source: Source, at: number): string {
  const element = stringAt(source, at)?.token;
  if (element === undefined) return HOLE;
  return readAuthority(source.text.slice(element.start + element.opened, element.end - element.closed), 0, true).text;
}
