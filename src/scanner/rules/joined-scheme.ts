import { severityOf } from "../severities.ts";
import { conditionalSchemes, schemeWords } from "../urls/conditional-schemes.ts";
import { judgedWebAddresses } from "../urls/judged-addresses.ts";
import { keptSchemes } from "../urls/kept-schemes.ts";
import { HOLE } from "../urls/literal.ts";
import { addressWords } from "../urls/signs.ts";
import { splitWords } from "../urls/split-addresses.ts";
import { whyHost } from "../urls/why-host.ts";
import type { Rule } from "./rule.ts";

/** HTTP002: an address that is put together when the program runs. */
export const joinedScheme: Rule = {
  id: "HTTP002",
  title: "Unencrypted address, put together",
  remedy: "Use https (or wss), or the TLS option of this client; refuse a host that offers neither.",
  yieldsTo: "HTTP050",
  words: [...addressWords, ...schemeWords, ...splitWords],
  *find(source, settings, places) {
    const choices = [...conditionalSchemes(source, places)];
    const chosen = new Set(choices.flatMap(({ strings }) => strings));
    for (const { address, severity } of judgedWebAddresses(source, settings, places)) {
      const isJoined = address.spelling === "joined" || address.authority.includes(HOLE) || address.authority === "";
      if (!isJoined || address.spelling === "disguised") continue;
      if (chosen.has(address.start - 1) || choices.some(({ end }) => isRightAfter(source.text, end, address.start)))
        continue;
      yield { start: address.start, end: address.end, severity, why: whyHost(address) };
    }
    for (const hit of keptSchemes(source, settings, places)) if (!chosen.has(hit.start - 1)) yield hit;
    const severity = severityOf(settings.severities["chosen-scheme"]);
    if (severity === null) return;
    for (const { start, end } of choices) {
      yield { start, end, severity, why: "The scheme is chosen when the program runs, and may be unencrypted." };
    }
  },
};

/** Whether an address begins where a choice of its scheme ends: "${secure ? 'https' : 'http'}://host". */
function isRightAfter(text: string, end: number, start: number): boolean {
  return end <= start && start - end < 8 && /^\s*\)?\s*\}?$/.test(text.slice(end, start));
}
