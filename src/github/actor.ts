import type { Actor } from "../domain/facts.ts";

/** An account as GitHub's answers show it; null or absent: it was deleted, or nobody whom GitHub knows. */
export type Account = { id?: number; login?: string; type?: string } | null | undefined;

/** The account as a fact. Whoever is no person, a mannequin or an organisation too, counts as a bot: never as a reviewer. */
export function toActor(account: Account): Actor | null {
  if (account?.id === undefined || account.login === undefined) return null;
  return { id: account.id, login: account.login, type: account.type === "User" ? "User" : "Bot" };
}
