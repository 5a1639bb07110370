import { patternRule } from "../../patterns/pattern-rule.ts";
import { android } from "./android.ts";

/** HTTP040: configuration of load balancers, stores, meshes and platforms without TLS in transit. */
export const infrastructure = patternRule({
  id: "HTTP040",
  title: "Infrastructure that takes or makes unencrypted connections",
  remedy: "Use HTTPS or TLS here, or redirect to it.",
  patterns: [...android],
});
