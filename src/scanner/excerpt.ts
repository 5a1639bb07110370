const LONGEST = 80;

/** The text from `start` to `end` as it can be shown: in one line, shortened, without a password. */
export function excerptOf(text: string, start: number, end: number): string {
  const cut = text.slice(start, Math.min(end, start + LONGEST * 4));
  const shown = cut
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/(?<=\/\/[^/?#@:]{0,200}):[^/?#]{1,300}@/, ":…@")
    .trim();
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
}
