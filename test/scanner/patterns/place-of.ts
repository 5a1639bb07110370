import type { Place } from "../../../src/scanner/patterns/place.ts";
import { defaultSettings } from "../../../src/scanner/settings.ts";
import { placeAt, sourceOf } from "../../../src/scanner/source.ts";

/** Where a pattern matches first in a text. */
export function placeOf(path: string, text: string, pattern: RegExp): Place {
  const source = sourceOf(path, text);
  const match = pattern.exec(text);
  const found = match === null ? undefined : placeAt(source, match.index);
  if (match === null || found === undefined) throw new Error(`no ${pattern} in ${text}`);
  return {
    source,
    settings: defaultSettings,
    part: found.part,
    start: match.index,
    end: match.index + match[0].length,
    match,
    string: found.token?.kind === "string" ? found.token : undefined,
  };
}
