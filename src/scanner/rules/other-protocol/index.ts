import { capped } from "../../severities.ts";
import { judgedAddresses } from "../../urls/judged-addresses.ts";
import { isWeb } from "../../urls/scheme.ts";
import { addressWords } from "../../urls/signs.ts";
import { whyHost } from "../../urls/why-host.ts";
import type { Rule } from "../rule.ts";
import { isEncrypted } from "./encrypted.ts";
import { sip } from "./sip.ts";

/** HTTP004: an address of another protocol than HTTP without encryption, in whatever spelling. */
export const otherProtocol: Rule = {
  id: "HTTP004",
  title: "Unencrypted address of another protocol",
  remedy: "Use the protocol's variant over TLS, or its option for TLS.",
  words: [...addressWords, ...sip.words],
  yieldsTo: "HTTP050",
  *find(source, settings, places) {
    for (const { address, severity } of judgedAddresses(source, settings, places)) {
      if (isWeb(address.scheme) || isEncrypted(source, address)) continue;
      const weight = capped(severity, "warning");
      if (weight !== null) yield { start: address.start, end: address.end, severity: weight, why: whyHost(address) };
    }
    yield* sip.find(source, settings, places);
  },
};
