import { sourceOf } from "../../../src/scanner/source.ts";

/** The tokens of a file in short: their kinds and what stands within their delimiters. */
export function tokensOf(path: string, text: string): string[] {
  return sourceOf(path, text)
    .parts()
    .flatMap(({ tokens }) => tokens)
    .map(({ kind, start, end, opened, closed }) => `${kind} ${text.slice(start + opened, end - closed)}`);
}
