import { severityOf } from "../severities.ts";
import { isChosenAddress } from "../urls/chosen-addresses.ts";
import { conditionalSchemes, schemeWords } from "../urls/conditional-schemes.ts";
import { judgedWebAddresses } from "../urls/judged-addresses.ts";
import { keptSchemes } from "../urls/kept-schemes.ts";
import { HOLE } from "../urls/literal.ts";
import { addressWords } from "../urls/signs.ts";
import { splitWords } from "../urls/split-addresses.ts";
import { whyHost } from "../urls/why-host.ts";
import type { Rule } from "./rule.ts";

const whyChosen = "The scheme is chosen when the program runs, and may be unencrypted.";

/** HTTP002: an address that is put together when the program runs. */
export const joinedScheme: Rule = {
  id: "HTTP002",
  title: "Unencrypted address, put together",
  remedy: "Use https (or wss), or the TLS option of this client; refuse a host that offers neither.",
  yieldsTo: "HTTP050",
  words: [...addressWords, ...schemeWords, ...splitWords],
  *find(source, settings, places) {
    const chosenWeight = severityOf(settings.severities["chosen-scheme"]);
    const choices = [...conditionalSchemes(source, places)];
    const chosen = new Set(choices.flatMap(({ strings }) => strings));
    const ends = new Set(choices.map(({ end }) => end));
    for (const { address, severity } of judgedWebAddresses(source, settings, places)) {
      const isJoined = address.spelling === "joined" || address.authority.includes(HOLE) || address.authority === "";
      if (!isJoined || address.spelling === "disguised") continue;
      if (chosen.has(address.start - 1) || isRightAfter(source.text, ends, address.start)) continue;
      if (!isChosenAddress(source, address)) {
        yield { start: address.start, end: address.end, severity, why: whyHost(address) };
      } else if (chosenWeight !== null) {
        yield { start: address.start, end: address.end, severity: chosenWeight, why: whyChosen };
      }
    }
    for (const hit of keptSchemes(source, settings, places)) if (!chosen.has(hit.start - 1)) yield hit;
    if (chosenWeight === null) return;
    for (const { start, end } of choices) yield { start, end, severity: chosenWeight, why: whyChosen };
  },
};

/** Whether an address begins where a choice of its scheme ends: "${secure ? 'https' : 'http'}://host". */
function isRightAfter(text: string, ends: ReadonlySet<number>, start: number): boolean {
  const between = /\s?\)?\s?\}?$/.exec(text.slice(Math.max(0, start - 4), start))?.[0].length ?? 0;
  return Array.from({ length: between + 1 }, (_, back) => start - back).some((end) => ends.has(end));
}
