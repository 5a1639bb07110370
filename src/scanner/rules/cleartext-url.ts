import { judgedAddresses } from "../urls/judged-addresses.ts";
import { HOLE } from "../urls/literal.ts";
import { whyHost } from "../urls/why-host.ts";
import type { Rule } from "./rule.ts";

/** HTTP001: an address with an unencrypted scheme and a known host. */
export const cleartextUrl: Rule = {
  id: "HTTP001",
  title: "Unencrypted address",
  remedy: "Use https (or wss), or the TLS option of this client.",
  *find(source, { allowHosts }) {
    for (const { address, severity } of judgedAddresses(source, allowHosts)) {
      if (address.spelling !== "plain" || address.authority.includes(HOLE) || address.authority === "") continue;
      yield { start: address.start, end: address.end, severity, why: whyHost(address) };
    }
  },
};
