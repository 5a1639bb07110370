import type { Severity } from "../../finding.ts";
import { codeAround, type Group, groupAround, named } from "../../patterns/call.ts";
import { judgeText, judgeValue, literalsOf } from "../../patterns/judge-value.ts";
import type { Place } from "../../patterns/place.ts";

/** Names under which a host stands beside a scheme. */
export const hostName =
  /^(?:@?(?:host|hosts|hostname|host_name|hostName|domain|netloc|authority|server|server_?name|address|endpoint|ip|addr|encodedAuthority))$/i;
const signature =
  /\b(?:def|defp|fun|func|function|fn|sub|init|constructor|proc|lambda|class|record|macro|method)\b[^(){};=\n]{0,80}$/;
const hostCall =
  /[.>]\s*(?:set_?|with_?)?(?:host|hostname|host_name|authority|encodedAuthority|endpoint|domain|address)\s*\(([^()\n]{0,120})/i;
const hostField = /[.>]\s*(?:@?host(?:name)?|netloc|authority|Host)\s*(?:=(?!=)|<-)\s*([^;\n]{0,120})/;
const blankLine = /\n\s*\n/;

/** Whether a group of brackets holds the parameters of a function that is being declared. */
export function isSignature({ before, after }: Group, language: string): boolean {
  if (signature.test(before) || /\b(?:interface|type)\s+\w[^{};()]{0,80}$/.test(before)) return true;
  if (language === "elixir") return /^[^\n]*\)[^\n]{0,80}\bdo\b|^\s*(?:=(?!=)|->|<-)/.test(after);
  return (
    /^(?:javascript|dart|php|csharp|java|c)$/.test(language) && /^\s*(?::[\w<>[\]|.\s]{1,60})?(?:=>|\{)/.test(after)
  );
}

/** What an endpoint weighs that a client is told to speak to without TLS: a host, or an address with a scheme. */
export function judgeEndpoint(place: Place, value: string): Severity | null {
  const address = literalsOf(value).find((text) => text.includes("://"));
  return address === undefined ? judgeValue(place, value) : judgeText(place, address.replace(/^.*?:\/\//, ""));
}

/** What the host weighs that stands in the same brackets. `unknown` if none does. */
export function judgeHostBeside(place: Place, unknown: Severity | null): Severity | null {
  const group = groupAround(place);
  const host = named(group, hostName);
  if (host !== undefined) return judgeValue(place, host);
  const isBeside = group?.arguments.some(({ name, value }) => name === "" && /^host(?:name)?$/.test(value));
  return isBeside ? "error" : unknown;
}

/** What the host weighs that other calls or assignments of the same object name. */
export function judgeHostNearby(place: Place): Severity | null {
  const { before, after } = codeAround(place, 240, 300);
  const ahead = after.split(blankLine)[0] ?? "";
  const behind = before.split(blankLine).at(-1) ?? "";
  for (const text of [ahead, behind]) {
    const host = (hostCall.exec(text) ?? hostField.exec(text))?.[1];
    if (host !== undefined) return judgeValue(place, host);
  }
  return "error";
}
