import { judgedWebAddresses } from "../urls/judged-addresses.ts";
import { addressWords } from "../urls/signs.ts";
import { splitAddresses, splitWords } from "../urls/split-addresses.ts";
import { whyHost } from "../urls/why-host.ts";
import type { Rule } from "./rule.ts";

/** HTTP003: an unencrypted address in a spelling that a search for it does not find. */
export const disguisedUrl: Rule = {
  id: "HTTP003",
  title: "Unencrypted address, disguised",
  remedy: "Use https (or wss), or the TLS option of this client, and write the address out.",
  yieldsTo: "HTTP050",
  words: [...addressWords, ...splitWords],
  *find(source, settings, places) {
    for (const { address, severity } of judgedWebAddresses(source, settings, places)) {
      if (address.spelling !== "disguised") continue;
      yield { start: address.start, end: address.end, severity, why: `${whyHost(address)} The spelling hides it.` };
    }
    yield* splitAddresses(source, settings, places);
  },
};
