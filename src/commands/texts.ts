import type { Misread } from "./command.ts";

/** Characters. */
const most = { incident: 100, reason: 500 };

/** A text that people are to read; one without a letter or digit says nothing. */
export function readText(given: string, what: "incident" | "reason"): string | Misread {
  const text = given.replaceAll(/\p{Cc}+/gu, " ").trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return { problem: `The ${what} is missing.` };
  if (text.length > most[what]) return { problem: `The ${what} has ${text.length} characters, at most ${most[what]}.` };
  return text;
}
