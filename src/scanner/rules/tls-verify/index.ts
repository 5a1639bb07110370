import { patternRule } from "../../patterns/pattern-rule.ts";
import { python } from "./python.ts";

/** HTTP030: a client that accepts any certificate, or does without TLS. */
export const tlsVerify = patternRule({
  id: "HTTP030",
  title: "Certificate not verified, or TLS switched off",
  remedy: "Leave verification on; trust a private certificate authority by its certificate.",
  patterns: [...python],
});
