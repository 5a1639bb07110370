import { type Source, stringAt } from "../source.ts";

const choices = [
  /(?<=\?\s{0,80})(["'`])(?:https?|wss?)(?::(?:\/\/)?)?\1\s{0,80}:\s{0,80}(["'`])(?:https?|wss?)(?::(?:\/\/)?)?\2/g,
  /(["'])(?:https?|wss?)(?::(?:\/\/)?)?\1\s+if\b[^\n"'`]{1,80}\belse\s+(["'])(?:https?|wss?)(?::(?:\/\/)?)?\2/g,
];

/** Places in code that choose between an encrypted scheme and one that is not. */
export function* conditionalSchemes(source: Source): Generator<{ start: number; end: number }> {
  for (const pattern of choices) {
    for (const { index, 0: text } of source.text.matchAll(pattern)) {
      if (!/["'`](?:http|ws)[:"'`]/.test(text)) continue;
      if (stringAt(source, index)?.part.language.form !== "code") continue;
      yield { start: index, end: index + text.length };
    }
  }
}
