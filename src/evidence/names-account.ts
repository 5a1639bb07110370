import type { Actor } from "../domain/facts.ts";

/** An account that is looked for in text; without a login it is found by its id alone. */
export type Wanted = Pick<Actor, "id" | "login">;

/**
 * Whether a document or a value, in canonical JSON or in any text, names an account: as a person of this id, or by its login as a
 * word, in whatever case. What an escape stands for is no part of a word.
 */
export function namesAccount(text: string, { id, login }: Wanted): boolean {
  if (new RegExp(`"id":${id},"login":"[^"]*","type":"User"`).test(text)) return true;
  if (login === "") return false;
  const name = login.replaceAll(/[^\w]/g, (sign) => `\\${sign}`);
  return new RegExp(`(?<!\\w-?)${name}(?!-?\\w)`, "i").test(text.replaceAll(/\\(?:u[0-9a-f]{4}|.)/gs, " "));
}
