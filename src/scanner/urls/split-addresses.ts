import { isAllowed } from "../hosts/allow-list.ts";
import { classifyHost } from "../hosts/classify-host.ts";
import { severityOf } from "../hosts/severity-of.ts";
import type { Hit, Settings } from "../rules/rule.ts";
import { type Source, stringAt } from "../source.ts";
import { readAuthority } from "./authority.ts";
import { HOLE } from "./literal.ts";

const schemes = /(["'`])(http|ws):\1\s{0,80},\s{0,80}(["'`])\3\s{0,80},\s{0,80}/gi;

/** Addresses that a list holds in parts, such as `["http:", "", host]`, for slashes to join. */
export function* splitAddresses(source: Source, { allowHosts }: Settings): Generator<Hit> {
  for (const match of source.text.matchAll(schemes)) {
    if (stringAt(source, match.index)?.part.language.form !== "code") continue;
    const scheme = match[2]?.toLowerCase() === "ws" ? "ws" : "http";
    const end = match.index + match[0].length;
    const host = classifyHost(elementAt(source, end), "", scheme);
    const severity = severityOf[host.kind];
    if (severity === null || isAllowed(host, allowHosts)) continue;
    yield { start: match.index + 1, end, severity, why: `${scheme}:// put together from a list: unencrypted.` };
  }
}

/** The authority that an element of a list holds; a HOLE if it is no string. */
function elementAt(source: Source, at: number): string {
  const element = stringAt(source, at)?.token;
  if (element === undefined) return HOLE;
  return readAuthority(source.text.slice(element.start + element.opened, element.end - element.closed), 0, true).text;
}
