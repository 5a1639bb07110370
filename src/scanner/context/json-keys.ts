import type { Source } from "../source.ts";

interface Level {
  key: string;
}

/** Deeper levels are left out of an answer. */
const DEPTH = 60;

/** The keys above each offset in JSON, as {@link keysAbove} answers them. */
export function jsonKeys(source: Source, offsets: readonly number[]): string[][] {
  const found: string[][] = [];
  const levels: Level[] = [];
  let word = "";
  for (const event of eventsOf(source)) {
    while (found.length < offsets.length && (offsets[found.length] ?? 0) < event.end)
      found.push(levels.slice(0, DEPTH).map(({ key }) => key));
    if (event.sign === '"') word = event.word;
    else if (event.sign === "{" || event.sign === "[") levels.push({ key: "" });
    else if (event.sign === "}" || event.sign === "]") levels.pop();
    else if (event.sign === ":") setKey(levels, word);
    else setKey(levels, "");
  }
  while (found.length < offsets.length) found.push([]);
  return found;
}

function setKey(levels: readonly Level[], key: string): void {
  const level = levels.at(-1);
  if (level !== undefined) level.key = key;
}

/** Brackets, colons and commas, and strings as words. */
function* eventsOf({ text, parts }: Source): Generator<{ sign: string; end: number; word: string }> {
  let from = 0;
  for (const { tokens } of parts()) {
    for (const token of tokens) {
      yield* signsIn(text, from, token.start);
      from = token.end;
      if (token.kind !== "string") continue;
      yield { sign: '"', end: token.end, word: text.slice(token.start + 1, Math.min(token.end - 1, token.start + 80)) };
    }
  }
  yield* signsIn(text, from, text.length);
}

function* signsIn(text: string, from: number, to: number): Generator<{ sign: string; end: number; word: string }> {
  for (let at = from; at < to; at += 1) {
    const sign = text.charAt(at);
    if ("{}[],:".includes(sign)) yield { sign, end: at + 1, word: "" };
  }
}
