import { cleartextUrl } from "./cleartext-url.ts";
import { disguisedUrl } from "./disguised-url.ts";
import { joinedScheme } from "./joined-scheme.ts";
import type { Rule } from "./rule.ts";

/** All rules, by their ids. */
export const rules: readonly Rule[] = [cleartextUrl, joinedScheme, disguisedUrl];
