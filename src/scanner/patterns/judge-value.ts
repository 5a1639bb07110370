import type { Severity } from "../finding.ts";
import { isLocal, judgeHost } from "../hosts/judge-host.ts";
import { givenAbove } from "../urls/constants.ts";
import { HOLE } from "../urls/literal.ts";
import type { Place } from "./place.ts";

const literals = /(["'`])((?:\\.|(?!\1)[^\\\n]){0,300})\1/g;
const holes = /[$#]?\{[^{}]{0,80}\}|\\\([^()]{0,80}\)|\$\(?\w{1,40}\)?|%[sdvq]|<%[^%]{0,80}%>/g;
/** A name that says so, or the numbers of an address; of a member of something else it says nothing: `localhost.initech.io`. */
const localName = /(?:local_?host|loopback)\w{0,40}(?![\w-]|\.[\w-]+(?![\w-]|\())|\b127\s*,\s*0\b/i;
const nothing = /^(?:null|None|nil|undefined|nullptr|NULL|)$/;
/** A name at the end of what leads to it. */
const named = /(?:^|[.:>$@&*])([A-Za-z_]\w{1,60})$/;
const worse: readonly (Severity | null)[] = ["error", "warning", "notice", null];

/**
 * What an unencrypted connection to a host weighs that is written as a value: a literal, a name that is given one,
 * or anything else, which is not known. Addresses with a scheme weigh nothing here, other rules judge them.
 */
export function judgeValue(place: Place, value: string, unknown: Severity | null = "error"): Severity | null {
  const text = value.trim();
  if (nothing.test(text)) return null;
  const given = /["'`]/.test(text) ? text : givenTo(place, text);
  if (given !== undefined && /["'`]/.test(given)) return judgeStrings(place, given, unknown);
  return localName.test(text) ? null : unknown;
}

/** What a host weighs that is written out, perhaps with a port and a path, holes for what is filled in. */
export function judgeText(place: Place, text: string): Severity | null {
  const host = authorityIn(text);
  return host === "" || /\s/.test(host) ? null : judgeHost(host, place.settings);
}

/** Whether some code names this machine: by a string that is an address of it, or by a name. */
export function namesLocal(code: string): boolean {
  if (literalsOf(code).some((text) => isLocal(authorityIn(text.replace(/^[\w+]{1,20}:\/\//, ""))))) return true;
  return localName.test(code.replaceAll(literals, '""'));
}

function authorityIn(text: string): string {
  return text.replaceAll(holes, HOLE).replace(/[/?#].*$/s, "");
}

/** Strings of a value, without quotes. */
export function literalsOf(text: string): string[] {
  return [...text.matchAll(literals)].map((match) => match[2] ?? "");
}

/** A host that is local is enough, as a default; the weightiest of the others counts. */
function judgeStrings(place: Place, text: string, unknown: Severity | null): Severity | null {
  const found = literalsOf(text);
  if (found.some((literal) => literal.includes("://"))) return null;
  const alone = /^[@$\w~]{0,2}(["'`])[\w-]+\1[\s,;)]*$/.test(text.trim());
  const hosts = found.filter((literal) => alone || (/[.:[]|^localhost$/i.test(literal) && !/^[.:/]/.test(literal)));
  if (hosts.length === 0) return localName.test(text.replaceAll(literals, '""')) ? null : unknown;
  const weights = hosts.map((host) => judgeText(place, host));
  return weights.includes(null) ? null : (worse.find((weight) => weights.includes(weight)) ?? null);
}

function givenTo({ source, start }: Place, value: string): string | undefined {
  const name = named.exec(value)?.[1];
  return name === undefined ? undefined : givenAbove(source, name, start);
}
