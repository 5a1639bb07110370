import type { Severity } from "../../finding.ts";
import { codeAround, type Group, groupAround, named } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Place } from "../../patterns/place.ts";

/** Names under which a host stands beside a scheme. */
export const hostName =
  /^(?:@?(?:host|hosts|hostname|host_name|hostName|domain|netloc|authority|server|server_?name|address|endpoint|ip|addr|encodedAuthority))$/i;
const signature =
  /\b(?:def|defp|fun|func|function|fn|sub|init|constructor|proc|lambda|class|record|macro|method)\b[^(){};=\n]{0,80}$/;
const hostCall =
  /[.>]\s*(?:set_?|with_?)?(?:host|hostname|host_name|authority|encodedAuthority|endpoint|domain|address)\s*\(([^()\n]{0,120})/i;
const hostField = /[.>]\s*(?:@?host(?:name)?|netloc|authority|Host)\s*(?:=(?!=)|<-)\s*([^;\n]{0,120})/;

/** Whether a group of brackets holds the parameters of a function that is being declared. */
export function isSignature({ before, after }: Group, language: string): boolean {
  if (signature.test(before) || /\b(?:interface|type)\s+\w[^{};()]{0,80}$/.test(before)) return true;
  if (language === "elixir") return /^[^\n]*\)[^\n]{0,80}\bdo\b|^\s*(?:=(?!=)|->|<-)/.test(after);
  return (
    /^(?:javascript|dart|php|csharp|java|c)$/.test(language) &&
    /^\s*(?::\s*[\w<>[\]|. ]{1,60})?\s*(?:=>|\{)/.test(after)
  );
}

/** What the host weighs that stands in the same brackets. `unknown` if none does. */
export function judgeHostBeside(place: Place, unknown: Severity | null): Severity | null {
  const group = groupAround(place);
  if (group === undefined) return unknown;
  const value = named(group, hostName);
  if (value !== undefined) return judgeValue(place, value);
  const names = /^\s*(?:host|hostname)\s*$/;
  return group.arguments.some(({ name, value: text }) => name === "" && names.test(text)) ? "error" : unknown;
}

/** What the host weighs that other calls or assignments of the same object name. */
export function judgeHostNearby(place: Place): Severity | null {
  const { before, after } = codeAround(place, 240, 300);
  const end = after.search(/\n\s*\n/);
  const ahead = end === -1 ? after : after.slice(0, end);
  const behind = before.slice(Math.max(before.lastIndexOf(";", before.length - 80), before.lastIndexOf("\n\n")) + 1);
  for (const text of [ahead, behind]) {
    const host = (hostCall.exec(text) ?? hostField.exec(text))?.[1];
    if (host !== undefined) return judgeValue(place, host);
  }
  return "error";
}
