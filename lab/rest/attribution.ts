import type { Account } from "../state/accounts.ts";
import type { State } from "../state/state.ts";

/**
 * The account a commit's address belongs to: a verified address, or the private one GitHub gives (`ID+LOGIN@users.noreply…`).
 * https://docs.github.com/en/account-and-profile/reference/email-addresses-reference#your-noreply-email-address
 */
export function accountByEmail(state: State, email: string): Account | null {
  const wanted = email.toLowerCase();
  const id = /^(\d+)\+.+@users\.noreply\.github\.com$/.exec(wanted)?.[1];
  for (const account of state.accounts.values()) {
    if (id !== undefined ? account.id === Number(id) : account.emails.some((own) => own.toLowerCase() === wanted)) {
      return account;
    }
  }
  return null;
}

/** The private address of an account. */
export function noreplyEmail(account: Account): string {
  return `${account.id}+${account.login}@users.noreply.github.com`;
}
