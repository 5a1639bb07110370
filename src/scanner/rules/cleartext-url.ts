import { hasContestable } from "../urls/has-contestable.ts";
import { judgedWebAddresses, unjudgedAddresses } from "../urls/judged-addresses.ts";
import { HOLE } from "../urls/literal.ts";
import { addressWords } from "../urls/signs.ts";
import { whyHost } from "../urls/why-host.ts";
import type { Rule } from "./rule.ts";

/** HTTP001: an address with an unencrypted scheme and a known host. */
export const cleartextUrl: Rule = {
  id: "HTTP001",
  title: "Unencrypted address",
  remedy: "Use https (or wss), or the TLS option of this client.",
  yieldsTo: "HTTP050",
  words: addressWords,
  suspects: (source, places) => hasContestable(source, places),
  *find(source, settings, places) {
    for (const { address, severity } of judgedWebAddresses(source, settings, places)) {
      if (address.spelling !== "plain" || address.authority.includes(HOLE) || address.authority === "") continue;
      yield { start: address.start, end: address.end, severity, why: whyHost(address) };
    }
    for (const at of unjudgedAddresses(source, settings, places)) {
      yield { start: at, end: at + 3, severity: "error", why: "An address in a file of too many to judge each." };
    }
  },
};
