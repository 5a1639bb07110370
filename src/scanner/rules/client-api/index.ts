import { patternRule } from "../../patterns/pattern-rule.ts";
import { go } from "./go.ts";

/** HTTP010: a client that is told to speak HTTP by something else than an address. */
export const clientApi = patternRule({
  id: "HTTP010",
  title: "HTTP client without TLS",
  remedy: "Use the HTTPS class, scheme or option of this client.",
  patterns: [...go],
});
