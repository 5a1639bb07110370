import type { Rule } from "../../../src/scanner/rules/rule.ts";
import { defaultSettings } from "../../../src/scanner/settings.ts";
import { sourceOf } from "../../../src/scanner/source.ts";
import { findWords } from "../../../src/scanner/words/find-words.ts";

/** What a rule by itself says of a file, before a policy weighs it: severities in the order of the text, or nothing. */
export function hitsOf(rule: Rule, path: string, text: string): string {
  const hits = [...rule.find(sourceOf(path, text), defaultSettings, findWords(rule.words)(text))];
  return hits.map(({ severity }) => severity).join(" ") || "nothing";
}
