import { patternRule } from "../../patterns/pattern-rule.ts";
import { gradle } from "./gradle.ts";

/** HTTP050: packages, modules and images that anybody on the way can replace. */
export const packageSource = patternRule({
  id: "HTTP050",
  title: "Packages from an unauthenticated source",
  remedy: "Fetch packages over HTTPS from a source whose certificate is verified.",
  patterns: [...gradle],
});
