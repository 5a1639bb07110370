import type { Places } from "../rules/rule.ts";
import { placeAt, type Source } from "../source.ts";

/** The start of a string that may hold a scheme alone. */
export const schemeWords = ["'", '"', "`"].flatMap((mark) => [`${mark}http`, `${mark}ws`]);
const choices = [
  /(?<=\?\s{0,80})(["'`])(?:https?|wss?)(?::(?:\/\/)?)?\1\s{0,80}:\s{0,80}(["'`])(?:https?|wss?)(?::(?:\/\/)?)?\2/iy,
  /(["'])(?:https?|wss?)(?::(?:\/\/)?)?\1\s{1,80}if\b[^\n"'`]{1,80}\belse\s{1,80}(["'])(?:https?|wss?)(?::(?:\/\/)?)?\2/iy,
];

/** A string that holds a scheme and nothing else. */
const alone = /["'`](?:https?|wss?)(?::(?:\/\/)?)?["'`]/iy;

interface Choice {
  readonly start: number;
  readonly end: number;
  /** Offsets of the two strings. */
  readonly strings: readonly [number, number];
}

/** Places in code that choose between an encrypted scheme and one that is not. */
export function* conditionalSchemes(source: Source, places: Places): Generator<Choice> {
  for (const index of schemeWords.flatMap((word) => places.get(word) ?? [])) {
    alone.lastIndex = index;
    const text = alone.test(source.text) ? choiceAt(source.text, index) : undefined;
    if (text === undefined || !isWritten(source, index)) continue;
    const second = index + text.lastIndexOf(text.slice(-1), text.length - 2);
    yield { start: index, end: index + text.length, strings: [index, second] };
  }
}

/** Whether a string of code starts here, or one within the braces of a Python f-string. */
function isWritten(source: Source, index: number): boolean {
  const place = placeAt(source, index);
  if (place?.part.language.form !== "code" || place.token?.kind !== "string") return false;
  return place.token.start === index || source.text.charAt(index - 1) === "{";
}

function choiceAt(text: string, at: number): string | undefined {
  for (const pattern of choices) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined && /["'`](?:http|ws)[:"'`]/i.test(found)) return found;
  }
  return undefined;
}
