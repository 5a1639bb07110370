import { type Source, stringAt } from "../source.ts";

const choices = [
  /(?<=\?\s{0,80})(["'`])(?:https?|wss?)(?::(?:\/\/)?)?\1\s{0,80}:\s{0,80}(["'`])(?:https?|wss?)(?::(?:\/\/)?)?\2/g,
  /(["'])(?:https?|wss?)(?::(?:\/\/)?)?\1\s+if\b[^\n"'`]{1,80}\belse\s+(["'])(?:https?|wss?)(?::(?:\/\/)?)?\2/g,
];

interface Choice {
  readonly start: number;
  readonly end: number;
  /** Offsets of the two strings. */
  readonly strings: readonly [number, number];
}

/** Places in code that choose between an encrypted scheme and one that is not. */
export function* conditionalSchemes(source: Source): Generator<Choice> {
  for (const pattern of choices) {
    for (const { index, 0: text } of source.text.matchAll(pattern)) {
      if (!/["'`](?:http|ws)[:"'`]/.test(text)) continue;
      if (stringAt(source, index)?.part.language.form !== "code") continue;
      const second = index + text.lastIndexOf(text.slice(-1), text.length - 2);
      yield { start: index, end: index + text.length, strings: [index, second] };
    }
  }
}
