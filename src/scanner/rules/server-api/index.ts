import { patternRule } from "../../patterns/pattern-rule.ts";
import { go } from "./go.ts";

/** HTTP020: a server that listens without TLS. */
export const serverApi = patternRule({
  id: "HTTP020",
  title: "Server without TLS",
  remedy: "Serve HTTPS, or say in the policy that a proxy ends TLS in front of it.",
  patterns: [...go],
});
